"""The parts of Elasticsearch's client: what else they delete, and leave unguarded; OpenSearch's.

Source: the clients themselves, elasticsearch 9.5 (`ilm`, `ml`, `transform`, `security`, `ingest`,
`enrich`, `watcher`, `features`, `dangling_indices`) and opensearch-py 3.2 (`security`, `ingest`,
`features`, `dangling_indices`). "Reset features" deletes all that the features have stored.
"""

from __future__ import annotations

from typing import NamedTuple

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT = "elastic client"
_ELSEWHERE = {"ilm": "elastic lifecycles"}
"""Parts whose kinds are told where other things are told of them."""
_START = "from elasticsearch import Elasticsearch\nes = Elasticsearch()\n"


class _Deleted(NamedTuple):
    """A part of a client and its method; what goes, by which argument, whether it's made anew."""

    part: str
    method: str
    what: str
    argument: str = ""
    again: bool = True


_DELETED = (
    _Deleted("ml", "delete_job", "job of machine learning with its results", "job_id", again=False),
    _Deleted("ml", "delete_trained_model", "model", "model_id", again=False),
    _Deleted("ml", "delete_model_snapshot", "model snapshot", "snapshot_id", again=False),
    _Deleted("ml", "delete_data_frame_analytics", "job of machine learning", "id"),
    _Deleted("transform", "delete_transform", "transform", "transform_id"),
    _Deleted("ingest", "delete_pipeline", "pipeline", "id"),
    _Deleted("enrich", "delete_policy", "policy and its index", "name"),
    _Deleted("security", "delete_role", "role", "name"),
    _Deleted("security", "delete_user", "account", "username"),
    _Deleted("security", "delete_role_mapping", "role mapping", "name"),
    _Deleted("dangling_indices", "delete_dangling_index", "index", "index_uuid", again=False),
    _Deleted("features", "reset_features", "stored state of every feature", again=False),
)

_UNGUARDED: tuple[tuple[str, str, str, str], ...] = (
    ("ilm", "delete_lifecycle", "name", "how long its indices are kept"),
    ("ilm", "remove_policy", "index", "how long its indices are kept"),
    ("ilm", "stop", "", "how long its indices are kept"),
    ("watcher", "delete_watch", "id", "an alert"),
    ("watcher", "stop", "", "its alerts"),
)
"""A part, its method, the argument that says which, what the cluster loses."""

_PARTS = dict.fromkeys((*(one.part for one in _DELETED), *(one[0] for one in _UNGUARDED)))


def _kind(part: str) -> str:
    return _ELSEWHERE.get(part, f"elastic {part}")


def _call(part: str, method: str, argument: str) -> str:
    given = f"{argument}='orders'" if argument else ""
    return f"{_START}es.{part}.{method}({given})"


def _deleted(one: _Deleted) -> ChangesObject:
    return ChangesObject(
        names=(f".{one.method}",),
        on=(_kind(one.part),),
        what=one.what,
        target=Argument(-1, one.argument) if one.argument else "",
        recoverable=Recoverable.YES if one.again else Recoverable.NO,
        store="elasticsearch",
        beside=(one.part,),
        example=_call(one.part, one.method, one.argument),
        twin=_call(one.part, "get", one.argument),
    )


def _unguarded(part: str, method: str, argument: str, lost: str) -> ChangesObject:
    return ChangesObject(
        names=(f".{method}",),
        on=(_kind(part),),
        what="cluster",
        verb=Verb.DISABLE,
        target=Argument(-1, argument) if argument else "",
        protections=(("-", "-", lost),),
        store="elasticsearch",
        beside=(part,),
        example=_call(part, method, argument),
        twin=_call(part, "get", argument),
    )


KINDS: tuple[Kind, ...] = tuple(
    Gives(kind=_CLIENT, member=part, gives=_kind(part)) for part in _PARTS if part not in _ELSEWHERE
)

ROWS: tuple[Row, ...] = (
    *(_deleted(one) for one in _DELETED),
    *(_unguarded(*one) for one in _UNGUARDED),
)
