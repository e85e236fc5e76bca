"""Remedies that give a call another argument: rows appended, a snapshot taken before the end.

Sources: pandas, `DataFrame.to_sql` and `to_gbq` (`if_exists`); Polars, `write_database`
(`if_table_exists`); Spark, `DataFrameWriter.mode`; the API references of Amazon RDS
(DeleteDBInstance, DeleteDBCluster), Redshift (DeleteCluster) and ElastiCache
(DeleteReplicationGroup), and the AWS command line's reference of the same.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.model import Edit
from guardrail.patterns import late
from guardrail.remedies.place import Made, Place
from guardrail.remedies.python.tree import appended, arguments_of, call_at, code, constant

_MODES = ("if_exists", "if_table_exists", "mode")
_REPLACING = ("replace", "delete_rows", "overwrite")
_SKIPPED = {
    "SkipFinalSnapshot": "FinalDBSnapshotIdentifier",
    "SkipFinalClusterSnapshot": "FinalClusterSnapshotIdentifier",
}
_ABSENT = {
    "delete_cache_cluster": "FinalSnapshotIdentifier",
    "delete_replication_group": "FinalSnapshotIdentifier",
    "delete_serverless_cache": "FinalSnapshotName",
}
_WHOSE = late(r"(?:DBInstance|DBCluster|Cluster|CacheCluster|ReplicationGroup)Id(?:entifier)?")
_NAMES = ("ServerlessCacheName",)
_LETTERS = late(r"[A-Za-z](?:-?[A-Za-z0-9])*")
"""What an identifier of a snapshot may be made of."""

_COMMAND = late(
    r"^aws\s+(?P<service>rds|docdb|neptune|redshift)\s[^|;&<>\n]*?"
    r"(?P<skip>--skip-final(?:-cluster)?-snapshot)(?!\S)",
    re.S,
)
_IDENTIFIER = late(r"--(?:db-instance|db-cluster|cluster)-identifier[ =](?P<id>\S+)")
_OPTIONS = {
    "--skip-final-snapshot": "--final-db-snapshot-identifier",
    "--skip-final-cluster-snapshot": "--final-cluster-snapshot-identifier",
}


def append(place: Place) -> Made | None:
    """A frame that was written over a table is written after its rows."""
    call = _call(place)
    found = list(_replacing(place.text, call)) if call is not None else []
    if len(found) != 1:
        return None
    written = code(place.text, found[0])
    quote = written[-1]
    return Made((place.edit(found[0].start_byte, found[0].end_byte, f"{quote}append{quote}"),))


def _call(place: Place) -> Node | None:
    if not place.is_python:
        return None
    call = call_at(place.text, place.span.start, place.span.end)
    same = call is not None and (call.start_byte, call.end_byte) == (
        place.span.start,
        place.span.end,
    )
    return call if same else None


def _replacing(text: str, call: Node) -> list[Node]:
    """The texts that say so: arguments of the call, and of the calls that it is called on."""
    found: list[Node] = []
    at: Node | None = call
    while at is not None and at.type in ("call", "attribute"):
        inner = at.child_by_field_name("function") or at.child_by_field_name("object")
        given = arguments_of(at) if at.type == "call" else None
        if given is not None and inner is not None:
            method = code(text, inner).rpartition(".")[2]
            positional, keywords = given
            told = [keywords.get(name) for name in _MODES]
            told += positional[:1] if method == "mode" else []
            found += [one for one in told if one is not None and constant(text, one) in _REPLACING]
        at = inner
    return found


def final_snapshot(place: Place) -> Made | None:
    """A last snapshot is taken, named after what is deleted."""
    call = _call(place)
    edit = _of_call(place, call) if call is not None else _of_command(place)
    return Made((edit,)) if edit is not None else None


def _of_call(place: Place, call: Node) -> Edit | None:
    given = arguments_of(call)
    function = call.child_by_field_name("function")
    if given is None or function is None:
        return None
    keywords = given[1]
    owner = next((n for n in keywords if _WHOSE.fullmatch(n) or n in _NAMES), None)
    name = _named(place.text, keywords[owner]) if owner is not None else ""
    if not name or any(one in keywords for one in (*_SKIPPED.values(), *_ABSENT.values())):
        return None
    for skip, kept in _SKIPPED.items():
        value = keywords.get(skip)
        if value is not None and value.parent is not None and value.type == "true":
            start, end = value.parent.start_byte, value.parent.end_byte
            return place.edit(start, end, f"{kept}={name}")
    kept = _ABSENT.get(code(place.text, function).rpartition(".")[2], "")
    return _appended(place, call, f"{kept}={name}") if kept else None


def _appended(place: Place, call: Node, words: str) -> Edit | None:
    found = appended(place.text, call, words)
    return place.edit(found[0], found[0], found[1]) if found is not None else None


def _named(text: str, value: Node) -> str:
    """The code of a snapshot's name, "" where what it is named after can't be part of one."""
    written = code(text, value)
    plain = constant(text, value)
    if plain:
        quote = written[-1]
        return f"{quote}{plain}-final{quote}" if _LETTERS.fullmatch(plain) else ""
    if re.fullmatch(r"[\w.]+", written) and not written[0].isdigit():
        quote = "'" if text.count("'") > text.count('"') else '"'
        return f"f{quote}{{{written}}}-final{quote}"
    return ""


def _of_command(place: Place) -> Edit | None:
    """The same option of the command line."""
    command = place.statement
    found, of = _COMMAND.match(command), _IDENTIFIER.search(command)
    if found is None or of is None or any(one in command for one in _OPTIONS.values()):
        return None
    if not _LETTERS.fullmatch(of["id"]):
        return None
    start = place.span.start + found.start("skip")
    option = _OPTIONS[found["skip"]]
    return place.edit(start, start + len(found["skip"]), f"{option} {of['id']}-final")
