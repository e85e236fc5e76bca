"""Changes of a database that the program itself always takes back: what a preview does.

Sources: PEP 249 (`Connection.rollback`), Django 5.2 (`transaction.set_rollback`), SQLAlchemy 2.0
("Working with Transactions"), psycopg 3 and databases 0.9 (`transaction(force_rollback=True)`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from guardrail.effects import DataChange, SchemaChange
from guardrail.effects.guarding import ROLLED_BACK
from guardrail.frontends.python.found import Said
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import Place, place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late
from guardrail.stream import Embedded

_ROLLBACK = late(r"\.rollback\(\s*\)|\bset_rollback\(\s*True\b")
_KEPT = late(r"\.commit\(|autocommit|AUTOCOMMIT|\.begin\(\)\s*(?:as\b|:)")
_ENDING_WITH = late(r"conn|sess|\bdb\b|engine|transaction|atomic|begin", re.IGNORECASE)
_CURSOR = late(r"\bcursor\(")
"""What a block is of that keeps at its end what was done in it; a cursor's doesn't."""
_FORCED = late(r"\bforce_rollback\s*=\s*True\b")
_LEFT = late(r"^[ \t]*return\b", re.MULTILINE)
_WORD = "rollback"
_MOST = 8
_OF_ROWS = late(r"\s*(?:DELETE|UPDATE|INSERT|MERGE)\b", re.IGNORECASE)
_ENDING = frozenset(("mysql", "oracle", "snowflake", "bigquery", "databricks", "clickhouse"))
"""Databases in which a change of the schema can't be taken back."""


def held_back(reading: Reading, call: Call, items: Sequence[Said]) -> Sequence[Said]:
    """What a call does, guarded where its transaction is rolled back whatever comes."""
    if not _is_taken_back(reading, call):
        return items
    ends = reading.matching.dialect() in _ENDING
    return [_guarded(item, ends) for item in items]


def _guarded(item: Said, ends: bool) -> Said:
    if isinstance(item, Embedded) and item.source.language == "sql":
        if ends and not _OF_ROWS.match(item.source.text):
            return item
        around = item.source.surroundings
        inherited = replace(around, guards=(*around.guards, ROLLED_BACK))
        return Embedded(replace(item.source, surroundings=inherited))
    if isinstance(item, DataChange) or (isinstance(item, SchemaChange) and not ends):
        return replace(item, guards=(*item.guards, ROLLED_BACK))
    return item


class _Ends(Struct, frozen=True):
    """Where transactions of a module end, in order: those taken back, and those that may be kept.

    `forced` says that some are told beforehand to be taken back.
    """

    rollbacks: tuple[int, ...]
    kept: tuple[int, ...]
    forced: bool


def _ends_in(reading: Reading) -> _Ends:
    """Asked for each call, and looked for once."""
    facts = reading.module.facts
    if _WORD not in facts:
        text = reading.module.plain
        rollbacks = tuple(one.start() for one in _ROLLBACK.finditer(text)) if _WORD in text else ()
        kept = _KEPT.finditer(reading.module.text) if rollbacks else ()
        forced = _WORD in text and _FORCED.search(text) is not None
        facts[_WORD] = _Ends(rollbacks, tuple(one.start() for one in kept), forced)
    found: _Ends = facts[_WORD]
    return found


def _is_taken_back(reading: Reading, call: Call) -> bool:
    ends, module = _ends_in(reading), reading.module
    if not ends.rollbacks and not ends.forced:
        return False
    place = place_of(module, call.node.start_byte)
    for block in place.blocks if ends.forced else ():
        header = module.plain[block.owner.start_byte : block.node.start_byte]
        if block.owner.type == "with_statement" and _FORCED.search(header):
            return True
    functions = [one for one in place.definitions if one.type == "function_definition"]
    if not functions:
        return False
    start, end = functions[-1].start_byte, functions[-1].end_byte
    if bisect_left(ends.kept, start) < bisect_left(ends.kept, end):
        return False
    first = bisect_left(ends.rollbacks, call.node.end_byte)
    found = [offset for offset in ends.rollbacks[first : first + _MOST] if offset < end]
    return any(_always_reached(module, place, offset) for offset in found)


def _always_reached(module: Module, place: Place, offset: int) -> bool:
    """Whether what stands at an offset runs after a place whichever way the program takes."""
    there = place_of(module, offset)
    if len(there.definitions) != len(place.definitions):
        return False
    for block in place.blocks:
        within = block.node.start_byte <= offset < block.node.end_byte
        if not within and block.owner.type == "with_statement":
            header = module.plain[block.owner.start_byte : block.node.start_byte]
            if _ENDING_WITH.search(header) and not _CURSOR.search(header):
                return False
    around = {block.node.id for block in place.blocks}
    inside = [block for block in there.blocks if block.node.id not in around]
    if any(block.owner.type != "finally_clause" for block in inside):
        return False
    return bool(inside) or not _is_left_before(module, place, offset)


def _is_left_before(module: Module, place: Place, offset: int) -> bool:
    """Whether the function is left between a place and an offset, without taking anything back."""
    for found in _LEFT.finditer(module.plain, place.statement.end_byte, offset):
        block = place_of(module, found.start()).block
        if not _ROLLBACK.search(module.plain, block.start_byte, found.start()):
            return True
    return False
