"""The SQL frontend: from a text to a stream of items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.effects import Effect
from guardrail.frontends.sql import client
from guardrail.frontends.sql.dialect import Dialect, dialect_of
from guardrail.frontends.sql.dispatch import read_tokens
from guardrail.frontends.sql.holes import filled, known
from guardrail.frontends.sql.interpolated import with_interpolated
from guardrail.frontends.sql.migration import MARKER, Section, by_marker, by_path
from guardrail.frontends.sql.reading import DANGEROUS, Reading
from guardrail.frontends.sql.remarks import Remarks
from guardrail.frontends.sql.rollbacks import Rollbacks
from guardrail.frontends.sql.splitter import Splitter, Statement
from guardrail.frontends.sql.templates import has_macros, variants, written
from guardrail.frontends.sql.token import Kind
from guardrail.frontends.sql.way_back import WayBack
from guardrail.model import Confidence, Source
from guardrail.settings import Settings
from guardrail.stream import Embedded, Enter, Item, Leave, Unanalysed, UnitKind

_MOST_UNREAD = 100
_BODIES = frozenset({"DO block", "function body"})


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """The stream of a text of SQL."""
    dialect = dialect_of(source, settings)
    body = source.surroundings.hidden_in in _BODIES
    tagged = "{{" in source.text or "{%" in source.text
    reading = Reading(
        source,
        dialect.lexis,
        dialect.name,
        body=body,
        tagged=tagged,
        pieces=tagged and has_macros(source.text),
    )
    values = known(source.holes)
    splitter = Splitter(source.text, dialect.lexis, source.holes, MARKER)
    way_back = WayBack(source)
    sections = Sections(source, settings, way_back)
    remarks, rollbacks = Remarks(source), Rollbacks(source)
    differing = Differing(source, dialect)
    yield from sections.open()
    bounds = Bounds(source)
    for statement in splitter:
        yield from rollbacks.around(statement)
        for comment in statement.comments:
            if not statement.tokens or comment.start < statement.tokens[0].start:
                yield from sections.marked(comment.text)
        yield from remarks.around(statement)
        weighed = differing.weighed(reading, statement)
        found = way_back.watched(bounds.kept(read_statement(weighed, statement), statement))
        for item in with_interpolated(found, statement.tokens, source.holes, weighed):
            yield from filled(item, values)
    yield from bounds.rest()
    yield from remarks.rest()
    yield from differing.only_other(reading)
    yield from way_back.missing()
    yield from sections.close()
    for start, what in splitter.broken:
        yield _never_closed(source, start, what)


def read_statement(reading: Reading, statement: Statement) -> Iterator[Item]:
    """The items of one statement or client's command."""
    tokens = statement.tokens
    if reading.tagged:
        yield from written(reading, [*statement.comments, *tokens])
    if not tokens:
        return
    if statement.client:
        yield from client.read(reading, tokens[0])
        return
    if tokens[-1].text.startswith("\\") and len(tokens) > 1 and tokens[-1].up == "":
        yield from client.read(reading, tokens[-1])
        tokens = tokens[:-1]
    if statement.cut:
        reading = replace(reading, templated=True)
    if any(comment.kind is Kind.TEMPLATE for comment in statement.comments):
        for variant in variants(replace(statement, tokens=tokens)):
            yield from read_tokens(replace(reading, templated=variant.loose), variant.tokens)
    else:
        yield from read_tokens(reading, tokens)
    if statement.cut:
        gap = reading.unread(tokens, "a statement too long to be read whole")
        yield replace(gap, words=tuple(dict.fromkeys((*gap.words, *sorted(statement.missed)))))


def _never_closed(source: Source, start: int, what: str) -> Unanalysed:
    text = source.text
    line = text.find("\n", start)
    end = len(text) if line < 0 else max(line, start + 1)
    words = dict.fromkeys(re.findall(r"[A-Z]+", text[start : start + 100_000].upper()))
    seen = tuple(word for word in words if word in DANGEROUS)
    return Unanalysed(source.span(start, end), f"a {what} that is never closed", seen)


class Bounds:
    """Keeps a fault in one statement, and floods of what can't be read, from hiding the rest."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._unread = 0
        self._skipped: tuple[int, int] | None = None

    def kept(self, items: Iterator[Item], statement: Statement) -> Iterator[Item]:
        """The items of a statement, without what is one too many of its kind."""
        try:
            for item in items:
                if isinstance(item, Unanalysed):
                    self._unread += 1
                    if self._unread > _MOST_UNREAD and not item.words:
                        first = self._skipped[0] if self._skipped else statement.start
                        self._skipped = (first, statement.stop)
                        continue
                yield item
        except Exception:  # a fault here must not hide the statements around it
            span = self._source.span(statement.start, statement.stop)
            words = {token.up for token in statement.tokens} & DANGEROUS
            yield Unanalysed(span, "a statement that Guardrail failed to read", tuple(words))

    def rest(self) -> Iterator[Item]:
        """What was left out, as one item."""
        if self._skipped is not None:
            span = self._source.span(*self._skipped)
            yield Unanalysed(span, f"{self._unread - _MOST_UNREAD} more that can't be read")


class Sections:
    """Opens and closes the Units of a migration's directions."""

    def __init__(self, source: Source, settings: Settings, way_back: WayBack) -> None:
        self._source = source
        self._settings = settings
        self._way_back = way_back
        self._inside = False
        self._outermost = source.map is None

    def open(self) -> Iterator[Item]:
        """The Unit of a file that is a migration by its path."""
        found = (
            by_path(self._source.path, self._settings, self._source.text)
            if self._outermost
            else None
        )
        if found is not None and not MARKER.search(self._source.text):
            yield from self._enter(found)

    def marked(self, comment: str) -> Iterator[Item]:
        """The Unit that a marker in a comment opens, after the one before it."""
        if not self._outermost:
            return
        source = self._source
        found = by_marker(comment, source.text, source.path, self._settings)
        if found is not None:
            yield from self.close()
            self._way_back.enter(found)
            yield from self._enter(found)

    def close(self) -> Iterator[Item]:
        """The end of the open Unit, if any."""
        if self._inside:
            self._inside = False
            yield Leave()

    def _enter(self, section: Section) -> Iterator[Item]:
        self._inside = True
        yield Enter(
            UnitKind.MIGRATION,
            section.name,
            self._source.span(0, len(self._source.text)),
            section.direction,
            section.framework,
            section.atomic,
            section.initial,
        )


class Differing:
    """Statements that another plausible lexis cuts or reads differently."""

    def __init__(self, source: Source, dialect: Dialect) -> None:
        self._guessed = dialect.guessed
        self._other = dialect.other
        self._statements: dict[tuple[int, int, int], Statement] = {}
        self._seen: set[tuple[int, int, int]] = set()
        if dialect.other is not None:
            for statement in Splitter(source.text, dialect.other, source.holes, MARKER):
                if statement.tokens and not statement.client:
                    self._statements[_shape(statement)] = statement

    def weighed(self, reading: Reading, statement: Statement) -> Reading:
        """The reading of a statement: less sure where nothing points to its dialect."""
        if self._other is None or not statement.tokens:
            return reading
        shape = _shape(statement)
        self._seen.add(shape)
        if self._guessed and shape not in self._statements:
            return replace(reading, confidence=Confidence.MEDIUM)
        return reading

    def only_other(self, reading: Reading) -> Iterator[Item]:
        """The effects of statements that only the other lexis sees."""
        if self._other is None:
            return
        unsure = replace(reading, lexis=self._other, confidence=Confidence.MEDIUM)
        for shape, statement in self._statements.items():
            if shape not in self._seen:
                for item in read_tokens(unsure, statement.tokens):
                    if isinstance(item, (Effect, Embedded)):
                        yield item


def _shape(statement: Statement) -> tuple[int, int, int]:
    tokens = statement.tokens
    return (tokens[0].start, tokens[-1].end, len(tokens))
