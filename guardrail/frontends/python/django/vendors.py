"""Code of a migration that runs on another kind of database: `if connection.vendor == "sqlite"`."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.patterns import late

_WORD = "vendor"
_COMPARED = late(r"""\bvendor\s*(?P<operator>==|!=)\s*["'](?P<name>\w+)["']""")
_ALTERNATIVE = late(r"\bor\b|\bnot\s+\(?[\w.]*vendor")
_VENDORS = {"postgresql": "postgres", "microsoft": "tsql"}
_FAMILIES = {"mariadb": "mysql", "postgresql": "postgres"}
_STATEMENTS = 12


def for_others(reading: Reading, offset: int) -> bool:
    """Whether what stands at the offset never runs on the database that is known to be meant."""
    dialect = reading.settings.database(reading.source.path).dialect
    if not dialect or _WORD not in reading.module.plain:
        return False
    return any(
        (_is(name, dialect) is (operator == "==")) is not wanted
        for name, operator, wanted in _conditions(reading, offset)
    )


def _is(vendor: str, dialect: str) -> bool:
    return _VENDORS.get(vendor, vendor) == _FAMILIES.get(dialect, dialect)


def _conditions(reading: Reading, offset: int) -> Iterator[tuple[str, str, bool]]:
    """The vendors that conditions on the way to the offset name, and what these must come to."""
    place = place_of(reading.module, offset)
    for block in place.blocks:
        owner = block.owner
        wanted = owner.type != "else_clause"
        told = owner if wanted else owner.parent
        yield from _told(reading, told, wanted)
    before = [
        one
        for one in reading.module.children(place.block)[0]
        if one.end_byte <= place.statement.start_byte
    ]
    for one in before[-_STATEMENTS:]:
        if one.type == "if_statement" and _leaves(reading, one):
            yield from _told(reading, one, False)


def _told(reading: Reading, owner: Node | None, wanted: bool) -> Iterator[tuple[str, str, bool]]:
    condition = owner.child_by_field_name("condition") if owner is not None else None
    text = reading.module.code(condition) if condition is not None else ""
    found = _COMPARED.search(text)
    if found is None or _ALTERNATIVE.search(text):
        return
    if wanted or text.count(" and ") == 0:
        yield found["name"], found["operator"], wanted


def _leaves(reading: Reading, statement: Node) -> bool:
    """Whether an `if` does nothing but leave the function."""
    body = statement.child_by_field_name("consequence")
    held = reading.module.children(body)[0] if body is not None else []
    last = held[-1] if held else None
    alone = statement.child_by_field_name("alternative") is None
    return alone and last is not None and last.type in ("return_statement", "raise_statement")
