"""Reads SQL as the engine would, embedded texts spliced in, and shows effects on one line."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import NODEFAULT
from msgspec.structs import fields

from guardrail.effects import Effect
from guardrail.frontends.sql import read
from guardrail.model import Source, Span, Surroundings
from guardrail.settings import Settings
from guardrail.stream import Embedded, Item, Unanalysed

_NOT_SHOWN = {"span", "via", "evidence", "language", "dialect", "recoverable", "shape", "continues"}


def items(
    text: str, dialect: str = "postgres", path: str = "x.sql", settings: Settings | None = None
) -> list[Item]:
    """Everything a text yields, with what is embedded in it spliced in where it stands."""
    source = Source(path, "sql", text, surroundings=Surroundings(dialect=dialect))
    return list(spliced(source, settings or Settings()))


def spliced(source: Source, settings: Settings) -> Iterator[Item]:
    """The stream of a source and of the SQL embedded in it."""
    for item in read(source, settings):
        if isinstance(item, Embedded) and item.source.language == "sql":
            yield from spliced(item.source, settings)
        else:
            yield item


def effects(text: str, dialect: str = "postgres", path: str = "x.sql") -> list[Effect]:
    """The effects of a text alone."""
    return [item for item in items(text, dialect, path) if isinstance(item, Effect)]


def shown(item: Item, text: str = "") -> str:
    """One line that says what an item is: fields that differ from their defaults."""
    if isinstance(item, Embedded):
        return f"Embedded {item.source.language} {item.source.text!r}"
    if isinstance(item, Unanalysed):
        return f"Unanalysed {item.reason!r} {' '.join(item.words)}".rstrip()
    if not isinstance(item, Effect):
        return type(item).__name__
    told = []
    for field in fields(item):
        value = getattr(item, field.name)
        if field.name in _NOT_SHOWN or (field.default is not NODEFAULT and value == field.default):
            continue
        plain = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        told.append(f"{field.name}={plain!r}" if " " in plain else f"{field.name}={plain}")
    return " ".join([type(item).__name__, *told])


def slice_of(text: str, span: Span) -> str:
    """What a span covers."""
    return text[span.start : span.end]
