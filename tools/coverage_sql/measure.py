"""How well each statement of a text is understood.

- *structured*: its effects are told with what they are done to, or it is known to do no harm.
- *classified*: only its verb is known; what it is done to, or what is altered, isn't.
- *unanalysed*: it is told as not understood.
- *silent*: it begins with a verb that changes something, and nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guardrail.effects import Aspect, DataChange, Effect, SchemaChange
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.dialect import dialect_of
from guardrail.frontends.sql.dispatch import statement as read_statement
from guardrail.frontends.sql.procedure import steps
from guardrail.frontends.sql.reading import DANGEROUS, Reading
from guardrail.frontends.sql.splitter import Splitter
from guardrail.frontends.sql.templates import has_macros, variants
from guardrail.frontends.sql.verbs import GLANCED_AT
from guardrail.model import Source, Surroundings
from guardrail.settings import Settings
from guardrail.stream import Embedded, Item, Unanalysed
from tools.coverage_sql.corpus import Text

GRADES = ("structured", "classified", "unanalysed", "silent")
_DEEPEST = 6
_CALLS = frozenset({"EXEC", "EXECUTE"})
_BODIES = frozenset({"DO block", "function body"})


@dataclass(frozen=True, slots=True)
class Graded:
    """A statement: its dialect, how well it is understood, and how it begins."""

    dialect: str
    grade: str
    beginning: str
    text: str


def graded(text: Text) -> Iterator[Graded]:
    """The statements of a text, those in bodies and strings among them."""
    surroundings = Surroundings(dialect=text.dialect)
    yield from _source(Source(text.path, "sql", text.text, surroundings=surroundings), 0)


def _source(source: Source, depth: int) -> Iterator[Graded]:
    dialect = dialect_of(source, Settings())
    body = source.surroundings.hidden_in in _BODIES
    pieces = has_macros(source.text)
    reading = Reading(source, dialect.lexis, dialect.name, body=body, pieces=pieces)
    for statement in Splitter(source.text, dialect.lexis, source.holes):
        if statement.client or not statement.tokens:
            continue
        leaves = (
            leaf
            for variant in variants(statement)
            for leaf in _leaves(Cursor(variant.tokens), reading)
            if not leaf.done
        )
        for leaf in leaves:
            items = list(read_statement(reading, leaf.copy()))
            tokens = leaf.rest()
            words = " ".join(token.up or "…" for token in tokens[:3])
            shown = source.text[tokens[0].start : tokens[-1].end][:200]
            yield Graded(dialect.name or "unknown", _grade(leaf, items), words, shown)
            inner = [item.source for item in items if isinstance(item, Embedded)]
            for each in inner if depth < _DEEPEST else ():
                if each.language == "sql":
                    yield from _source(each, depth + 1)


def _leaves(cursor: Cursor, reading: Reading) -> Iterator[Cursor]:
    """The statements of a block, or the statement itself."""
    if cursor.up() == "CREATE":
        yield cursor
        return
    alone = not reading.body and not cursor.has(";")
    for piece in cursor.split(";"):
        yield from steps(piece, reading.lexis.batches, alone)


def _grade(leaf: Cursor, items: list[Item]) -> str:
    if any(isinstance(item, Unanalysed) for item in items):
        return "unanalysed"
    told = [item for item in items if isinstance(item, (Effect, Embedded))]
    first = leaf.up()
    if not told:
        if first in DANGEROUS - _CALLS:
            return "silent"
        return "classified" if first in GLANCED_AT else "structured"
    return "classified" if all(map(_is_vague, told)) else "structured"


def _is_vague(item: Item) -> bool:
    """Whether an effect doesn't say what it is done to, or what is altered."""
    if isinstance(item, DataChange):
        return not item.target
    if not isinstance(item, SchemaChange):
        return False
    vague_change = item.aspect is Aspect.OTHER and not item.options
    return vague_change or not (item.table or item.name or item.columns or item.options)
