"""InfluxDB's clients: points deleted without a predicate, measurements, buckets, databases dropped.

Source: the documentation of influxdb-client 1.50 (`DeleteApi.delete`, `BucketsApi.delete_bucket`),
of influxdb 5.3 (`drop_measurement`, `drop_database`, `delete_series`, `query`) and "InfluxQL".
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    LetsExpire,
    Makes,
    Spelt,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_CLIENT, _DELETES, _BUCKETS, _OLD = (
    "influx client",
    "influx delete api",
    "influx buckets api",
    "influx 1 client",
)
_ORGANIZATIONS = "influx organizations api"
_BESIDE = ("influxdb_client", "influxdb")
_START = "from influxdb_client import InfluxDBClient\nclient = InfluxDBClient(url=url)\n"
_ONE = "from influxdb import InfluxDBClient\nclient = InfluxDBClient('influx.acme.io')\n"
_DROPS = (
    r"(?is)f?'+drop(database|measurement|retentionpolicy|series)\S+'+",
    r"(?is)f?'+deletefrom(?!.*where).+'+",
)

KINDS: tuple[Kind, ...] = (
    Spelt(names=("influx_client", "influxdb_client"), kind=_CLIENT),
    Makes(names=("influxdb_client.InfluxDBClient",), kind=_CLIENT),
    Makes(
        names=("influxdb_client.client.influxdb_client_async.InfluxDBClientAsync",),
        kind=_CLIENT,
        proxy="it has some of the methods",
    ),
    Makes(names=("influxdb_client.DeleteApi",), kind=_DELETES),
    Makes(names=("influxdb_client.BucketsApi",), kind=_BUCKETS),
    Makes(names=("influxdb_client.OrganizationsApi",), kind=_ORGANIZATIONS),
    Makes(names=("influxdb.InfluxDBClient", "influxdb.DataFrameClient"), kind=_OLD),
    Gives(kind=_CLIENT, member="delete_api()", gives=_DELETES),
    Gives(kind=_CLIENT, member="buckets_api()", gives=_BUCKETS),
    Gives(kind=_CLIENT, member="organizations_api()", gives=_ORGANIZATIONS),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_DELETES,),
        filter=Argument(2, "predicate"),
        verb=Verb.DELETE,
        target=Argument(-1, "bucket"),
        store="influxdb",
        beside=_BESIDE,
        example=_START + "client.delete_api().delete(start, stop, '', bucket='plant')",
        twin=_START + "client.delete_api().delete(start, stop, 'sensor=\"7\"', bucket='plant')",
    ),
    ChangesObject(
        names=(".delete_bucket",),
        on=(_BUCKETS,),
        what=ObjectKind.DATABASE,
        target=Argument(0, "bucket"),
        store="influxdb",
        beside=_BESIDE,
        example=_START + "client.buckets_api().delete_bucket(bucket)",
        twin=_START + "client.buckets_api().find_bucket_by_name('plant')",
    ),
    ChangesObject(
        names=(".delete_organization",),
        on=(_ORGANIZATIONS,),
        what="organization with every bucket",
        target=Argument(0, "org_id"),
        store="influxdb",
        beside=_BESIDE,
        example=_START + "client.organizations_api().delete_organization(org_id)",
        twin=_START + "client.organizations_api().find_organizations()",
    ),
    ChangesObject(
        names=(".drop_database",),
        on=(_OLD,),
        what=ObjectKind.DATABASE,
        target=Argument(0, "dbname"),
        store="influxdb",
        beside=_BESIDE,
        example=_ONE + "client.drop_database('plant')",
        twin=_ONE + "client.create_database('plant')",
    ),
    ChangesObject(
        names=(".drop_measurement",),
        on=(_OLD,),
        what=ObjectKind.TABLE,
        target=Argument(0, "measurement"),
        store="influxdb",
        beside=_BESIDE,
        example=_ONE + "client.drop_measurement('cpu')",
        twin=_ONE + "client.get_list_measurements()",
    ),
    ChangesObject(
        names=(".drop_retention_policy",),
        on=(_OLD,),
        what="retention policy with its data",
        target=Argument(0, "name"),
        store="influxdb",
        beside=_BESIDE,
        example=_ONE + "client.drop_retention_policy('year')",
        twin=_ONE + "client.get_list_retention_policies()",
    ),
    ChangesData(
        names=(".delete_series",),
        on=(_OLD,),
        filter=Argument(-1, "tags"),
        verb=Verb.DELETE,
        target=Argument(-1, "measurement"),
        store="influxdb",
        beside=_BESIDE,
        example=_ONE + "client.delete_series(measurement='cpu')",
        twin=_ONE + "client.delete_series(measurement='cpu', tags={'host': 'a'})",
    ),
    ChangesData(
        names=(".query",),
        on=(_OLD,),
        filter=FIRST,
        every_like=_DROPS,
        refuses=True,
        verb=Verb.DELETE,
        target="the measurement",
        store="influxdb",
        beside=_BESIDE,
        example=_ONE + "client.query('DELETE FROM cpu')",
        twin=_ONE + "client.query('SELECT * FROM cpu')",
    ),
    LetsExpire(
        names=("influxdb_client.BucketRetentionRules",),
        time=Argument(-1, "every_seconds"),
        target="",
        store="influxdb",
        beside=("every_seconds",),
        example="from influxdb_client import BucketRetentionRules\n"
        "BucketRetentionRules(type='expire', every_seconds=3600)",
        twin="from influxdb_client import BucketRetentionRules\n"
        "BucketRetentionRules(type='expire', every_seconds=2592000)",
    ),
)
