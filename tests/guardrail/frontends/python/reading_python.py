"""Reads Python by its frontend alone, and shows what it yields on one line each."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent

from msgspec.structs import fields

from guardrail.effects import Effect, Recoverable
from guardrail.frontends.python import read
from guardrail.model import Confidence, Source
from guardrail.settings import Settings
from guardrail.stream import Comment, Embedded, Enter, Item, Leave, Reference, Unanalysed

_NOT_SHOWN = {
    *("span", "via", "evidence", "guards", "recoverable", "environment", "reason"),
    *("shape", "model", "new_model", "field"),
}
_PLAIN = ("", (), False, Confidence.HIGH, Recoverable.NO)


def items(code: str, path: str = "app/clean.py") -> list[Item]:
    """Everything that the code yields."""
    return list(read(Source(path, "python", dedent(code)), Settings()))


def shown(code: str, path: str = "app/clean.py") -> list[str]:
    """What the code yields, one line each: effects by their telling fields, texts by language."""
    return [line for item in items(code, path) for line in _lines(item)]


def texts(code: str, language: str = "sql") -> list[str]:
    """The embedded texts of a language, holes as `{name}`."""
    return [
        with_holes(item.source)
        for item in items(code)
        if isinstance(item, Embedded) and item.source.language == language
    ]


def runs(code: str) -> list[str]:
    """What code from elsewhere the text runs, with what else is said of it."""
    return [line.split(" what=", 1)[1] for line in shown(code) if line.startswith("CodeRun")]


def with_holes(source: Source) -> str:
    """The text with the name of each hole in its place."""
    out, at = "", 0
    for hole in source.holes:
        out += source.text[at : hole.start] + "{" + hole.name + "}"
        at = hole.end
    return out + source.text[at:]


def _lines(item: Item) -> Iterator[str]:
    if isinstance(item, Embedded):
        yield f"{item.source.language}: {with_holes(item.source)}"
    elif isinstance(item, Reference):
        yield f"{item.language} file: {item.path}"
    elif isinstance(item, Enter):
        direction = f" {item.direction}" if item.framework else ""
        yield f"[{item.kind} {item.name}{direction}"
    elif isinstance(item, Leave):
        yield "]"
    elif isinstance(item, Unanalysed):
        yield f"unanalysed: {item.reason}"
    elif isinstance(item, Comment):
        yield f"comment: {item.text}"
    elif isinstance(item, Effect):
        yield _effect(item)


def _effect(effect: Effect) -> str:
    told = []
    for field in fields(effect):
        value = getattr(effect, field.name)
        if field.name in _NOT_SHOWN or (value in _PLAIN and field.name != "scope"):
            continue
        if value is None:
            continue
        plain = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        told.append(field.name if value is True else f"{field.name}={plain}")
    return " ".join([type(effect).__name__, *told])
