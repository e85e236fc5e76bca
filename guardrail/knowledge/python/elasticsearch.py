"""Elasticsearch and OpenSearch: documents deleted by query, indices and snapshots deleted.

Source: the documentation of elasticsearch-py 8.19 and of its `elasticsearch.dsl`, of opensearch-py
3.2, and "Delete by query API", "Delete index API" of Elasticsearch 8.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Extends,
    Gives,
    Inside,
    Kind,
    Makes,
    Spelt,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_CLIENT, _INDICES, _SNAPSHOTS = "elastic client", "elastic indices", "elastic snapshots"
_TRANSPORT = "elastic transport"
_SCHEDULES = "elastic snapshot schedules"
_SEARCH, _INDEX, _MODEL = "elastic search", "elastic index", "elastic document class"
_BESIDE = ("elasticsearch", "Elasticsearch", "opensearchpy", "OpenSearch", "es", "indices")
_QUERY, _BODY = Argument(-1, "query"), Argument(-1, "body")
_SECOND = Argument(1, "body")
"""By its place in elasticsearch-py until 7 and in opensearch-py."""
_START = "from elasticsearch import Elasticsearch\nes = Elasticsearch('https://es.acme.io')\n"
_EVERY = (
    "{'match_all':{}}",
    "Q('match_all')",
    "MatchAll()",
    "query.MatchAll()",
    "{'bool':{'must':[]}}",
    "{'bool':{'must':{'match_all':{}}}}",
    "{'bool':{'must':[{'match_all':{}}]}}",
    "{'bool':{}}",
    "{'query_string':{'query':'*'}}",
    "{'query_string':{'query':'*:*'}}",
    "{'simple_query_string':{'query':'*'}}",
    "{'wildcard':{'_index':'*'}}",
    "{'exists':{'field':'_id'}}",
)

_EVERY_LIKE = (
    r"\{'bool':\{'should':\[.*\{'match_all':\{\}\}.*\]\}\}",
    r"\{'range':\{'[@\w.]+':\{'lte?':'now'\}\}\}",
    r"\{'range':\{'[@\w.]+':\{'gte?':(0|'(0|1970[\d-]*)')\}\}\}",
    r"\{'exists':\{'field':'(@timestamp|_id|id)'\}\}",
    r"\{'(wildcard|regexp|prefix)':\{'[@\w.]+':(\{'value':)?'(\*|\.\*)?'\}?\}\}",
    r"\{'bool':\{('(must|filter)':\[?(\{'match_all':\{\}\})?\]?,?)*\}\}",
)
_OF_AN_INDEX = (r"~^/?(?:_all|_data_stream/[^/?]+|[^_/?][^/?]*)/?(?:\?.*)?$",)
"""The paths of "Delete index" and "Delete data stream", not of a document or a setting."""
_HITS = "elastic hits"
_BULK = ("bulk", "streaming_bulk", "parallel_bulk", "async_bulk", "async_streaming_bulk")
_DELETING = ('"_op_type": "delete"', "'_op_type': 'delete'")

KINDS: tuple[Kind, ...] = (
    Spelt(
        names=(
            "es",
            "es_client",
            "elasticsearch",
            "elastic_client",
            "opensearch",
            "opensearch_client",
            "os_client",
        ),
        kind=_CLIENT,
    ),
    Makes(
        names=(
            "elasticsearch.Elasticsearch",
            "elasticsearch.AsyncElasticsearch",
            "opensearchpy.OpenSearch",
            "opensearchpy.AsyncOpenSearch",
        ),
        kind=_CLIENT,
    ),
    Makes(
        names=("elasticsearch_dsl.connections.get_connection",),
        kind=_CLIENT,
        proxy="a method of a ready object",
    ),
    Makes(
        names=("elasticsearch.client.IndicesClient", "opensearchpy.client.IndicesClient"),
        kind=_INDICES,
    ),
    Makes(
        names=("elasticsearch.client.SnapshotClient", "opensearchpy.client.SnapshotClient"),
        kind=_SNAPSHOTS,
    ),
    Makes(names=("elasticsearch.client.SlmClient",), kind=_SCHEDULES),
    Makes(
        names=("elasticsearch.dsl.Search", "elasticsearch.dsl.AsyncSearch"),
        kind=_SEARCH,
        named=Argument(-1, "index"),
    ),
    Makes(
        names=(
            "elasticsearch_dsl.Search",
            "opensearchpy.Search",
            "opensearchpy.helpers.search.Search",
        ),
        kind=_SEARCH,
        named=Argument(-1, "index"),
        proxy="other packages, with the same methods",
    ),
    Makes(
        names=("elasticsearch.dsl.Index", "elasticsearch.dsl.AsyncIndex"),
        kind=_INDEX,
        named=Argument(0, "name"),
    ),
    Makes(
        names=("elasticsearch_dsl.Index", "opensearchpy.Index"),
        kind=_INDEX,
        named=Argument(0, "name"),
        proxy="other packages, with the same methods",
    ),
    Extends(
        names=(
            "elasticsearch.dsl.Document",
            "elasticsearch_dsl.Document",
            "opensearchpy.Document",
        ),
        kind=_MODEL,
    ),
    *(
        Makes(
            names=(f"{package}.helpers.scan", f"{package}.helpers.async_scan"),
            kind=_HITS,
            named=Argument(-1, "index"),
            filter=Inside(_QUERY, "query"),
            every=_EVERY,
            proxy="functions",
        )
        for package in ("elasticsearch", "opensearchpy")
    ),
    Gives(kind=_HITS, member="for", gives="elastic hit"),
    Gives(kind=_SEARCH, member="scan() execute()", gives=_HITS),
    Gives(kind=_CLIENT, member="options()", gives=_CLIENT),
    Gives(kind=_CLIENT, member="transport", gives=_TRANSPORT),
    Gives(kind=_CLIENT, member="indices", gives=_INDICES),
    Gives(kind=_CLIENT, member="snapshot", gives=_SNAPSHOTS),
    Gives(kind=_CLIENT, member="slm", gives=_SCHEDULES),
    Gives(kind=_MODEL, member="search()", gives=_SEARCH),
    Gives(kind=_MODEL, member="_index", gives=_INDEX),
    Gives(kind=_SEARCH, member="query filter()", gives=_SEARCH, narrows=True),
    Gives(
        kind=_SEARCH,
        member="()",
        gives=_SEARCH,
        narrows=True,
        every=(r"'match_all'", r"MatchAll\(\)", r"Q\('match_all'\)", r"{'match_all':{}}"),
    ),
    Gives(kind=_SEARCH, member="using() index() params() sort() extra()", gives=_SEARCH),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=tuple(
            f"{package}.helpers.{one}"
            for package in ("elasticsearch", "opensearchpy")
            for one in _BULK
        ),
        each=True,
        verb=Verb.DELETE,
        target="the index",
        store="elasticsearch",
        beside=_DELETING,
        unproved="not every name is in both packages",
        example="from elasticsearch import Elasticsearch, helpers\n"
        "es = Elasticsearch('https://es.acme.io')\n"
        'helpers.bulk(es, ({"_op_type": "delete", "_id": one["_id"]}'
        " for one in helpers.scan(es, index='users')))",
        twin="from elasticsearch import Elasticsearch, helpers\n"
        "es = Elasticsearch('https://es.acme.io')\n"
        'helpers.bulk(es, ({"_op_type": "delete", "_id": one["_id"]}'
        " for one in helpers.scan(es, index='users', query={'query': {'term': {'old': 1}}})))",
    ),
    ChangesData(
        names=(".delete",),
        on=(_CLIENT,),
        each=True,
        target=Argument(-1, "index"),
        verb=Verb.DELETE,
        store="elasticsearch",
        beside=_BESIDE,
        example=_START + "from elasticsearch.helpers import scan\n"
        "for hit in scan(es, index='users'):\n    es.delete(index='users', id=hit['_id'])",
        twin=_START + "es.delete(index='users', id='7')",
    ),
    ChangesData(
        names=(".delete_by_query",),
        on=(_CLIENT,),
        when=((_SECOND, ("-",)), ("q", ("-",))),
        target=Argument(0, "index"),
        filter=_QUERY,
        every=_EVERY,
        every_like=_EVERY_LIKE,
        verb=Verb.DELETE,
        store="elasticsearch",
        unmistakable=True,
        unproved="`body` is taken by a decorator",
        example=_START + "es.delete_by_query(index='users', query={'match_all': {}})",
        twin=_START + "es.delete_by_query(index='users', query={'term': {'plan': 'old'}})",
    ),
    ChangesData(
        names=(".delete_by_query",),
        on=(_CLIENT,),
        when=((_SECOND, ("*",)),),
        target=Argument(0, "index"),
        filter=Inside(_SECOND, "query"),
        every=_EVERY,
        every_like=_EVERY_LIKE,
        verb=Verb.DELETE,
        store="elasticsearch",
        unmistakable=True,
        example=_START + "es.delete_by_query(index='users', body={'query': {'match_all': {}}})",
        twin=_START
        + "es.delete_by_query(index='users', body={'query': {'term': {'plan': 'old'}}})",
    ),
    ChangesData(
        names=(".delete_by_query",),
        on=(_CLIENT,),
        when=((_SECOND, ("-",)),),
        target=Argument(0, "index"),
        filter=Argument(-1, "q"),
        every=("*", "*:*"),
        refuses=True,
        verb=Verb.DELETE,
        store="elasticsearch",
        unproved="`body` is taken by a decorator",
        example=_START + "es.delete_by_query(index='users', q='*')",
        twin=_START + "es.delete_by_query(index='users', q='plan:old')",
    ),
    ChangesData(
        names=(".update_by_query",),
        on=(_CLIENT,),
        when=((_SECOND, ("-",)), ("q", ("-",)), ("script", ("*",))),
        target=Argument(-1, "index"),
        filter=_QUERY,
        every=_EVERY,
        every_like=_EVERY_LIKE,
        verb=Verb.UPDATE,
        store="elasticsearch",
        unproved="`body` is taken by a decorator",
        example=_START + "es.update_by_query(index='users', script={'source': '…'})",
        twin=_START + "es.update_by_query(index='users', script={'source': '…'},"
        " query={'term': {'plan': 'old'}})",
    ),
    ChangesData(
        names=(".update_by_query",),
        on=(_CLIENT,),
        when=((_SECOND, ("*",)),),
        target=Argument(-1, "index"),
        filter=Inside(_SECOND, "query"),
        every=_EVERY,
        every_like=_EVERY_LIKE,
        verb=Verb.UPDATE,
        store="elasticsearch",
        example=_START + "es.update_by_query(index='users', body={'query': {'match_all': {}},"
        " 'script': {'source': '…'}})",
        twin=_START + "es.update_by_query(index='users', body={'query': {'term': {'plan': 'old'}},"
        " 'script': {'source': '…'}})",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_INDICES,),
        what=ObjectKind.TABLE,
        target=Argument(-1, "index"),
        store="elasticsearch",
        beside=_BESIDE,
        example=_START + "es.indices.delete(index='users')",
        twin=_START + "es.delete(index='users', id='7')",
    ),
    ChangesObject(
        names=(".delete_data_stream",),
        on=(_INDICES,),
        what=ObjectKind.TABLE,
        target=Argument(-1, "name"),
        store="elasticsearch",
        example=_START + "es.indices.delete_data_stream(name='logs')",
        twin=_START + "es.indices.create_data_stream(name='logs')",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_SNAPSHOTS,),
        what="snapshot",
        target=Argument(-1, "snapshot"),
        store="elasticsearch",
        beside=_BESIDE,
        example=_START + "es.snapshot.delete(repository='backups', snapshot='nightly')",
        twin=_START + "es.snapshot.get(repository='backups', snapshot='nightly')",
    ),
    ChangesObject(
        names=(".delete_repository",),
        on=(_SNAPSHOTS,),
        what="snapshot repository",
        target=Argument(-1, "name"),
        store="elasticsearch",
        beside=("snapshot",),
        example=_START + "es.snapshot.delete_repository(name='backups')",
        twin=_START + "es.snapshot.verify_repository(name='backups')",
    ),
    ChangesObject(
        names=(".delete_lifecycle",),
        on=(_SCHEDULES,),
        what="snapshot policy",
        verb=Verb.DISABLE,
        target=Argument(-1, "policy_id"),
        protections=(("-", "-", "scheduled snapshots"),),
        store="elasticsearch",
        beside=("slm",),
        example=_START + "es.slm.delete_lifecycle(policy_id='nightly')",
        twin=_START + "es.slm.execute_lifecycle(policy_id='nightly')",
    ),
    ChangesObject(
        names=(".stop",),
        on=(_SCHEDULES,),
        what="cluster",
        verb=Verb.DISABLE,
        target="",
        protections=(("-", "-", "scheduled snapshots"),),
        store="elasticsearch",
        beside=("slm",),
        example=_START + "es.slm.stop()",
        twin=_START + "es.slm.start()",
    ),
    *(
        ChangesObject(
            names=(".perform_request",),
            on=(kind,),
            what=ObjectKind.TABLE,
            when=((FIRST, ("DELETE", "delete")), (Argument(1, name), _OF_AN_INDEX)),
            target=Argument(1, name),
            store="elasticsearch",
            beside=("perform_request",),
            unproved="what it is called on is an attribute of an instance" if owner else "",
            example=f"{_START}es{owner}.perform_request('DELETE', '/users')",
            twin=f"{_START}es{owner}.perform_request('DELETE', '/users/_doc/7')",
        )
        for kind, owner, name in ((_CLIENT, "", "path"), (_TRANSPORT, ".transport", "url"))
    ),
    ChangesData(
        names=(".delete",),
        on=(_SEARCH,),
        verb=Verb.DELETE,
        store="elasticsearch",
        beside=("elasticsearch", "elasticsearch_dsl", "opensearchpy"),
        example="from elasticsearch.dsl import Search\nSearch(index='users').delete()",
        twin="from elasticsearch.dsl import Search\n"
        "Search(index='users').query('term', plan='old').delete()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_INDEX,),
        what=ObjectKind.TABLE,
        store="elasticsearch",
        beside=("elasticsearch", "elasticsearch_dsl", "opensearchpy"),
        example="from elasticsearch.dsl import Index\nIndex('users').delete()",
        twin="from elasticsearch.dsl import Index\nIndex('users').refresh()",
    ),
)
