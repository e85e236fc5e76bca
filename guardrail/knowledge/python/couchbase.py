"""Couchbase: buckets flushed and dropped, scopes and collections dropped, SQL++, administrators.

Source: the reference of the Python SDK 4.6 (`BucketManager.flush_bucket`, `drop_bucket`,
`CollectionManager.drop_scope`, `drop_collection`, `Cluster.query`, `Scope.query`,
`UserManager.upsert_user`) and Couchbase Server 7.6, "Roles" (`admin` is the Full Administrator).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
    RunsQuery,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_CLUSTER, _BUCKET, _SCOPE = "couchbase cluster", "couchbase bucket", "couchbase scope"
_BUCKETS, _COLLECTIONS, _USERS = "couchbase buckets", "couchbase collections", "couchbase users"
_BESIDE = ("couchbase",)
_NOT_THERE = "the package isn't installed for tests"
_START = (
    "from couchbase.cluster import Cluster\ncluster = Cluster('couchbases://cb.acme.io', options)\n"
)
_MANAGING = "from couchbase.management.users import Role, User\n" + _START
_ADMINISTRATOR = (r"~~\bRole\(\s*(?:name\s*=\s*)?[\"'](?:admin|security_admin|cluster_admin)[\"']",)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "couchbase.cluster.Cluster",
            "couchbase.cluster.Cluster.connect",
            "acouchbase.cluster.Cluster",
            "acouchbase.cluster.Cluster.connect",
            "acouchbase.cluster.AsyncCluster",
            "acouchbase.cluster.AsyncCluster.connect",
            "txcouchbase.cluster.TxCluster",
        ),
        kind=_CLUSTER,
        unproved=_NOT_THERE,
    ),
    Makes(names=("couchbase.bucket.Bucket",), kind=_BUCKET, unproved=_NOT_THERE),
    Makes(names=("couchbase.scope.Scope",), kind=_SCOPE, unproved=_NOT_THERE),
    Makes(
        names=("couchbase.management.buckets.BucketManager",),
        kind=_BUCKETS,
        unproved=_NOT_THERE,
    ),
    Makes(
        names=("couchbase.management.collections.CollectionManager",),
        kind=_COLLECTIONS,
        unproved=_NOT_THERE,
    ),
    Gives(kind=_CLUSTER, member="buckets()", gives=_BUCKETS),
    Gives(kind=_CLUSTER, member="users()", gives=_USERS),
    Gives(kind=_CLUSTER, member="bucket()", gives=_BUCKET, named=Argument(0, "bucket_name")),
    Gives(kind=_BUCKET, member="collections()", gives=_COLLECTIONS),
    Gives(kind=_BUCKET, member="scope()", gives=_SCOPE, named=Argument(0, "name")),
    Gives(kind=_BUCKET, member="default_scope()", gives=_SCOPE),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".flush_bucket",),
        on=(_BUCKETS,),
        verb=Verb.TRUNCATE,
        target=Argument(0, "bucket_name"),
        store="couchbase",
        unmistakable=True,
        beside=_BESIDE,
        unproved=_NOT_THERE,
        example=_START + "cluster.buckets().flush_bucket('catalog')",
        twin=_START + "cluster.buckets().get_bucket('catalog')",
    ),
    ChangesObject(
        names=(".drop_bucket",),
        on=(_BUCKETS,),
        what=ObjectKind.DATABASE,
        target=Argument(0, "bucket_name"),
        store="couchbase",
        beside=_BESIDE,
        unproved=_NOT_THERE,
        example=_START + "cluster.buckets().drop_bucket('catalog')",
        twin=_START + "cluster.buckets().get_bucket('catalog')",
    ),
    ChangesObject(
        names=(".drop_scope",),
        on=(_COLLECTIONS,),
        what=ObjectKind.SCHEMA,
        target=Argument(0, "scope_name"),
        store="couchbase",
        beside=_BESIDE,
        unproved=_NOT_THERE,
        example=_START + "cluster.bucket('shop').collections().drop_scope('sales')",
        twin=_START + "cluster.bucket('shop').collections().get_all_scopes()",
    ),
    ChangesObject(
        names=(".drop_collection",),
        on=(_COLLECTIONS,),
        what=ObjectKind.TABLE,
        target=Argument(1, "collection_name"),
        store="couchbase",
        beside=_BESIDE,
        unproved=_NOT_THERE,
        example=_START + "cluster.bucket('shop').collections().drop_collection('sales', 'orders')",
        twin=_START + "cluster.bucket('shop').collections().create_collection('sales', 'orders')",
    ),
    RunsQuery(
        names=(".query", ".analytics_query"),
        on=(_CLUSTER, _SCOPE),
        language="sql",
        text=Argument(0, "statement"),
        like="",
        store="couchbase",
        beside=_BESIDE,
        unproved=_NOT_THERE,
        example=_START + "cluster.query('DELETE FROM `shop`.`sales`.`orders`')",
        twin=_START + "cluster.query('SELECT id FROM `shop`.`sales`.`orders`')",
    ),
    ChangesObject(
        names=(".upsert_user",),
        on=(_USERS,),
        what="user",
        verb=Verb.ESCALATE,
        target="",
        when=((FIRST, _ADMINISTRATOR),),
        protections=(("user", "-", "every right"), ("user", "*", "every right")),
        store="couchbase",
        beside=_BESIDE,
        unproved=_NOT_THERE,
        example=_MANAGING + "cluster.users().upsert_user(User('ci', roles=[Role('admin')]))",
        twin=_MANAGING
        + "cluster.users().upsert_user(User('ci', roles=[Role('data_reader', bucket='shop')]))",
    ),
)
