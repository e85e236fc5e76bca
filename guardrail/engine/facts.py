"""Facts as plain JSON and back: what workers answer and what the cache holds.

Facts hold spans and redacted effects, never source text and never verdicts. The path is not in
them: it is given again when they are read; only that of a step in another file is written down.
Fields at their default are left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache, lru_cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from msgspec import NODEFAULT
from msgspec.structs import fields

from guardrail import definitions, effects, model, shapes, stream
from guardrail.effects import Effect
from guardrail.engine.extract import Fact
from guardrail.patterns import late

Plain = Any

_TYPES: dict[str, type] = {
    **effects.EFFECT_TYPES,
    "Reference": stream.Reference,
    "Enter": stream.Enter,
    "Leave": stream.Leave,
    "Unanalysed": stream.Unanalysed,
    "Comment": stream.Comment,
    "Definition": definitions.Definition,
    "Needs": definitions.Needs,
}


def dump(facts: Iterable[Fact], texts: int, path: str = "") -> str:
    """The facts of a path and the number of texts read for them, as one line of JSON."""
    plain = [[type(fact).__name__, _encode_fields(fact, path)] for fact in facts]
    return json.dumps({"texts": texts, "facts": plain}, ensure_ascii=True, separators=(",", ":"))


def load(text: str, path: str) -> tuple[list[Fact], int]:
    """The facts of a line that `dump` wrote, for a path. Raises `ValueError` on anything else."""
    try:
        plain = json.loads(text)
        facts = [_decode_object(_TYPES[name], values, path) for name, values in plain["facts"]]
        return facts, int(plain["texts"])
    except (KeyError, TypeError, AttributeError, IndexError, RecursionError) as problem:
        raise ValueError(f"not the facts of a text: {problem}") from problem


def texts_in(line: str) -> int | None:
    """How many texts were read for a line that `dump` wrote; `None` where it holds no facts."""
    found = _HEAD.match(line)
    return int(found[1]) if found else None


_HEAD = late(r'\{"texts":(\d+),"facts":\[(?!\])')

Shape = tuple[tuple[str, Any, bool, Any], ...]
_shapes: dict[Any, Shape] = {}


def _shape(kind: Any) -> Shape:
    """Name, type, whether there is a default, and the default, of every field."""
    if kind not in _shapes:
        hints = get_type_hints(kind)
        _shapes[kind] = tuple(
            (f.name, hints[f.name], f.default is not NODEFAULT, f.default) for f in fields(kind)
        )
    return _shapes[kind]


def _encode_fields(value: Any, path: str = "") -> dict[str, Plain]:
    encoded: dict[str, Plain] = {}
    for name, _, has_default, default in _shape(type(value)):
        own = getattr(value, name)
        if not (has_default and (own is default or own == default)):
            encoded[name] = _encode(own, path)
    return encoded


def dump_shape(shape: shapes.TableShape) -> str:
    """A table as one line of JSON, secrets masked."""
    return json.dumps(_encode_fields(shape), ensure_ascii=True, separators=(",", ":"))


def load_shape(text: str) -> shapes.TableShape:
    """The table of a line that `dump_shape` wrote. Raises `ValueError` on anything else."""
    try:
        shape = _decode_object(shapes.TableShape, json.loads(text), "")
    except (KeyError, TypeError, AttributeError, IndexError, RecursionError) as problem:
        raise ValueError(f"not a table: {problem}") from problem
    assert isinstance(shape, shapes.TableShape)
    return shape


def dump_objects(objects: Iterable[definitions.KnownObject]) -> Plain:
    """Objects that a module makes, as plain data, secrets masked."""
    return [_encode_fields(one) for one in objects]


def load_objects(plain: Plain) -> tuple[definitions.KnownObject, ...]:
    """The objects that `dump_objects` made plain. Raises `ValueError` on anything else."""
    try:
        return tuple(_decode_object(definitions.KnownObject, one, "") for one in plain)
    except (KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise ValueError(f"not objects: {problem}") from problem


def plain_fields(effect: Effect) -> dict[str, Plain]:
    """The fields of an effect that say what it does, without its place, as plain data."""
    encoded = _encode_fields(effect)
    return {k: v for k, v in encoded.items() if k not in ("span", "via", "evidence", "environment")}


_NESTED = (
    model.Step,
    model.Environment,
    shapes.TableShape,
    shapes.ColumnShape,
    shapes.ConstraintShape,
    shapes.IndexShape,
)


def _encode(value: Any, path: str) -> Plain:
    if isinstance(value, model.Span):
        place = [value.start, value.end, [list(part) for part in value.parts], int(value.exact)]
        return [*place, value.path] if path and value.path != path else place
    if isinstance(value, tuple):
        return [_encode(each, path) for each in value]
    if isinstance(value, _NESTED):
        return _encode_fields(value, path)
    return masked(value) if type(value) is str else value


_LONGEST_PLAIN = 60
_SIGNS = frozenset(":=@,")
"""Without one of these no name stands before a secret; without the screen's words no token does."""

_SPOKEN = ("bearer", "basic")

_SHORTEST_SECRET = 16


def masked(text: str) -> str:
    """The text without secrets. Most names and labels are too plain to hold one."""
    return text if len(text) <= _SHORTEST_SECRET else _searched(text)


@lru_cache(maxsize=2_000)
def _searched(text: str) -> str:
    spoken = any(word in text.lower() for word in _SPOKEN)
    if len(text) < _LONGEST_PLAIN and not spoken and not _SIGNS & set(text):
        from guardrail.screen import worth_reading

        if not worth_reading("credentials", text):
            return text
    from guardrail.knowledge.credentials.masking import mask

    return mask(text)


def _decode_object(kind: type, values: dict[str, Plain], path: str) -> Any:
    decoders = _decoders(kind)
    return kind(
        **{name: decoders[name](plain, path) for name, plain in values.items() if name in decoders}
    )


@cache
def _decoders(kind: type) -> dict[str, Decoder]:
    return {name: _decoder(hint) for name, hint, _, _ in _shape(kind)}


Decoder = Callable[[Plain, str], Any]


def _decode_span(plain: Plain, path: str) -> model.Span:
    start, end, parts, exact, *elsewhere = plain
    if elsewhere:
        (path,) = elsewhere
        if type(path) is not str:
            raise ValueError("a place in no file")
    pieces = tuple((low, high) for low, high in parts) if parts else ()
    if not 0 <= start <= end or not all(0 <= low <= high for low, high in pieces):
        raise ValueError("a span that no text has")
    return model.Span(path, start, end, pieces, bool(exact))


@cache
def _decoder(hint: Any) -> Decoder:
    if hint is model.Span:
        return _decode_span
    if hint == shapes.TableShape | None:
        return lambda plain, path: plain and _decode_object(shapes.TableShape, plain, path)
    if hint in _NESTED:
        return lambda plain, path: _decode_object(hint, plain, path)
    if getattr(hint, "__origin__", None) is tuple:
        each = _decoder(hint.__args__[0])
        return lambda plain, path: tuple(each(one, path) for one in plain)
    if isinstance(hint, type) and issubclass(hint, Enum):
        words = {each.value: each for each in hint}
        return lambda plain, path: words[plain]
    kinds = get_args(hint) or (hint,)
    return _one_of(*kinds) if _PLAIN_KINDS.issuperset(kinds) else lambda plain, path: plain


_PLAIN_KINDS = frozenset({str, int, bool, NoneType})


def _one_of(*kinds: type) -> Decoder:
    """Takes a plain value of one of these types alone: what is kept may have been tampered with."""

    def decode(plain: Plain, path: str) -> Plain:
        if type(plain) not in kinds:
            raise ValueError(f"{type(plain).__name__} where there must be another type")
        return plain

    return decode
