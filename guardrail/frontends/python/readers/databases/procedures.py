"""Calls of procedures that a database brings along: `cursor.callproc("DBMS_FGA.DISABLE_POLICY")`.

Read as the statement that they are. What a project's own procedures do isn't known.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.found import Said
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import Rope, gap
from guardrail.knowledge.python.rows import CallsProcedure
from guardrail.patterns import late

_ORACLE = late(r"(?i)\A(?:(?:sys|dvsys)\.)?dbms_\w+\.\w+\Z")
_SQL_SERVER = late(r"(?i)\A(?:(?:sys|master|msdb)\.(?:dbo)?\.?)?[sx]p_\w+\Z")
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


def _written(reading: Reading, node: Node) -> str:
    """A value as SQL writes it; a parameter for what isn't known."""
    word = _VALUES.get(reading.module.code(node).lower())
    text = reading.known(node)
    if word is None and not text:
        return ":given"
    return word or "'" + text.replace("'", "''") + "'"
