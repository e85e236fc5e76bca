"""Scripts that run from a file: the file that a text was read from, however it got here."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.found import InMigration, Said
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.filesystem.project_paths import project_path
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.returning import returned
from guardrail.knowledge.python.rows import words
from guardrail.knowledge.python.text_makers import (
    KEEPERS,
    OPENERS,
    PIECES,
    SPLITTERS,
    Maker,
    maker_of,
)
from guardrail.model import Step
from guardrail.stream import Reference, Unanalysed

_DEEPEST = 12
_COMPREHENSIONS = frozenset(("list_comprehension", "generator_expression"))
_PICKERS = words("filter map list tuple")
_UNCHANGED = (Maker.SAME, Maker.DEDENT, Maker.CLEAN)


def unknown_sql(reading: Reading, node: Node) -> Unanalysed:
    """SQL that runs here and stands nowhere in the code."""
    reason = "SQL that is only known at run time"
    return Unanalysed(reading.span(node), reason, absent=True)


def file_that_runs(reading: Reading, call: Call, path: Node, language: str) -> Said:
    """The file of a path as something that runs; a gap where it can't be found from here."""
    known = project_path(reading, path)
    if not known:
        reason = "a file that can't be found from here is run"
        return InMigration(Unanalysed(reading.span(path), reason, absent=True))
    step = Step(reading.module.short(call.function, 40), reading.span(call.node))
    return Reference(known, language, step)


def path_read(reading: Reading, node: Node, depth: int = 0) -> Node | None:
    """The path of the file whose text, or a piece of it, an expression is; `None` for others."""
    if depth > _DEEPEST:
        return None
    node = unwrapped(node)
    iterated = _iterated(reading, node)
    if iterated is not None:
        return _path_of_pieces(reading, iterated, depth + 1)
    call = _called(reading, node)
    if call is None:
        return None
    owner = call.function.child_by_field_name("object")
    if maker_of(call.name) in _UNCHANGED and call.positional:
        return path_read(reading, call.positional[0], depth + 1)
    if owner is None:
        given = returned(reading.scopes, call.name)
        return path_read(reading, given, depth + 1) if given is not None else None
    if call.last in KEEPERS:
        return path_read(reading, owner, depth + 1)
    if call.last in ("read_text", "read_bytes"):
        return owner
    return path_opened(reading, owner) if call.last == "read" else None


def _called(reading: Reading, node: Node) -> Call | None:
    """The call that an expression stands for."""
    value = reading.builder.flow.value(node)
    if value is None or value.type != "call":
        return None
    return reading.call(value)


def _iterated(reading: Reading, node: Node) -> Node | None:
    """What the only loop or comprehension that binds a name runs over."""
    if node.type != "identifier":
        return None
    clause = reading.builder.flow.comprehension_clause(node)
    if clause is not None:
        return clause.child_by_field_name("right")
    found = reading.builder.flow.reaching(node)
    return found[0].value if len(found) == 1 and found[0].kind is BindingKind.LOOPED else None


def _path_of_pieces(reading: Reading, node: Node, depth: int) -> Node | None:
    """The path of a file whose statements or lines are run over: `f.read().split(";")`, `f`."""
    value = reading.builder.flow.value(node)
    if value is None or depth > _DEEPEST:
        return None
    if value.type in _COMPREHENSIONS:
        body = value.child_by_field_name("body")
        return path_read(reading, body, depth + 1) if body is not None else None
    call = _called(reading, value)
    if call is None:
        return None
    if call.last in _PICKERS and "." not in call.name and call.positional:
        return _path_of_pieces(reading, call.positional[-1], depth + 1)
    if call.name in SPLITTERS and call.positional:
        return path_read(reading, call.positional[0], depth + 1)
    owner = call.function.child_by_field_name("object")
    if call.last in PIECES and owner is not None:
        return path_read(reading, owner, depth + 1)
    if call.last == "readlines" and owner is not None:
        return path_opened(reading, owner)
    return path_opened(reading, value)


def path_opened(reading: Reading, node: Node) -> Node | None:
    """The path that `open(path)` or `path.open()` opened."""
    call = _called(reading, node)
    if call is None:
        return None
    if call.name in OPENERS:
        return call.positional[0] if call.positional else call.keywords.get("file")
    owner = call.function.child_by_field_name("object")
    return owner if call.last == "open" else None
