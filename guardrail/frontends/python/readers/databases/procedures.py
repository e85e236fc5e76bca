"""Calls of procedures that a database brings along: `cursor.callproc("DBMS_FGA.DISABLE_POLICY")`.

Read as the statement that they are. What a project's own procedures do isn't known.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.found import Said
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import (
    Part,
    Rope,
    as_plain_value,
    gap,
    hole,
    plain,
    sliced,
)
from guardrail.knowledge.python.rows import CallsProcedure
from guardrail.patterns import late

_ORACLE = late(r"(?i)\A(?:(?:sys|dvsys)\.)?dbms_\w+\.\w+\Z")
_SQL_SERVER = late(r"(?i)\A(?:(?:sys|master|msdb)\.(?:dbo)?\.?)?[sx]p_\w+\Z")
_SETS = late(
    r"(?i)\A\s*EXEC(?:UTE)?\s+(?:(?:sys|master)\.(?:dbo)?\.?)?sp_configure\s"
    r"|\A\s*PURGE\s+(?:BINARY|MASTER)\s+LOGS\s+BEFORE\s"
)
"""What sets an option of the server, or says since when logs are kept, by what a program binds."""
_NOWS = ("now", "utcnow", "today")
_MARKS = ("?", "%s")
_VALUES = {"true": "TRUE", "false": "FALSE", "none": "NULL"}
_MOST_GIVEN = 20


def calls_procedure(reading: Reading, call: Call, row: CallsProcedure) -> list[Said] | None:
    """The statement that calls the procedure, `None` for one that isn't the database's own."""
    node = call.argument(row.procedure)
    name = reading.known(node)
    if node is None or not (_ORACLE.match(name) or _SQL_SERVER.match(name)):
        return None
    oracle = _ORACLE.match(name) is not None
    given = call.argument(row.given)
    elements = reading.builder.flow.elements(given) if given is not None else None
    arguments = [_written(reading, one) for one in (elements or ())[:_MOST_GIVEN]]
    text = ", ".join(arguments)
    before, after = ("BEGIN ", f"({text}); END;") if oracle else ("EXEC ", f" {text}")
    rope: Rope = (gap(before), *reading.constant(name, node), gap(after))
    dialect = "oracle" if oracle else "tsql"
    return [reading.embedded("sql", rope, call, dialect=dialect)]


def with_bound(reading: Reading, call: Call, rope: Rope) -> Rope:
    """The call of a procedure that sets an option, with what its parameters are bound to."""
    text = plain(rope[:1])
    if _SETS.match(text) is None or not any(mark in text for mark in _MARKS):
        return rope
    given = call.positional[1:]
    listed = reading.builder.flow.elements(given[0]) if len(given) == 1 else None
    values = [*(listed or given)]
    out: list[Part] = []
    for part in rope:
        at = 0
        for found in _MARK.finditer(part.text):
            out += (*sliced(part, at, found.start()), _bound(reading, values, part))
            at = found.end()
        out += sliced(part, at, len(part.text))
    return tuple(out)


_MARK = late(r"\?|%s")


def _bound(reading: Reading, values: list[Node], part: Part) -> Part:
    """The next of the values as SQL writes it, a hole for one that isn't known."""
    if not values:
        return gap("?")
    node = values.pop(0)
    held = reading.builder.flow.value(node)
    node = held if held is not None and held.type == "call" else node
    if node.type == "call" and reading.call(node).last in _NOWS:
        return gap("NOW()")
    if node.type in ("integer", "true", "false"):
        return gap(reading.module.code(node).replace("True", "1").replace("False", "0"))
    text = reading.known(node)
    if text:
        return gap("'" + text.replace("'", "''") + "'")
    name = reading.module.code(node)[:_LONGEST_NAME]
    return as_plain_value((hole(part.start, part.end, name),))[0]


_LONGEST_NAME = 60


def _written(reading: Reading, node: Node) -> str:
    """A value as SQL writes it; a parameter for what isn't known."""
    word = _VALUES.get(reading.module.code(node).lower())
    text = reading.known(node)
    if word is None and not text:
        return ":given"
    return word or "'" + text.replace("'", "''") + "'"
