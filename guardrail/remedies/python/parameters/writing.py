"""A template written anew, with marks in the place of values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from guardrail.patterns import late
from guardrail.remedies.python.parameters.template import (
    Literal,
    Operand,
    Piece,
    Template,
    Unit,
    Unread,
)

_NAMED = late(r"^%\(\w+\)")


class Written(NamedTuple):
    """The marks of a template's parameters and whether a `%` of the text is doubled for them."""

    marks: dict[int, tuple[int, str]]
    percent: bool


def rewritten(template: Template, written: Written) -> str:
    """The code of the expression. `marks` has, by a parameter's first unit, its end and its mark.

    Raises `Unread` where the rest can't be kept as it is.
    """
    left = _without(template, written)
    body = template.head + _code(_joined(left)) + template.tail
    values = [unit.value for piece in left for unit in _units(piece) if unit.value is not None]
    if not template.filled or not values:
        return body + template.after
    kept = ", ".join(value.code for value in values)
    trailing = "," if len(values) == 1 else ""
    given = f" % ({kept}{trailing})" if template.filled == "%" else f".format({kept})"
    return body + given + template.after


def _units(piece: Piece) -> list[Unit]:
    return piece.units if isinstance(piece, Literal) else [piece.unit]


def _without(template: Template, written: Written) -> list[Piece]:
    """The pieces with the marks in, the values that became parameters gone."""
    number, stop = 0, -1
    filled = bool(template.filled)
    stays = filled and _some_stay(template, written)
    found: list[Piece] = []
    for piece in template.pieces:
        units: list[Unit] = []
        for unit in _units(piece):
            if number in written.marks:
                stop, mark = written.marks[number]
                doubled = template.filled == "%" and stays
                mark = mark.replace("%", "%%") if doubled else mark
                units.append(Unit(mark, mark))
            elif number >= stop:
                units.append(_plain(unit, template.filled if stays else "", written.percent))
            number += 1
        if isinstance(piece, Operand) and units and units[0].value is not None:
            found.append(piece)
        elif isinstance(piece, Operand):
            found.append(Literal(piece.lead, "", "", units))
        else:
            found.append(piece._replace(units=units))
    if not stays:
        found = [_unfilled(piece) for piece in found]
    return found


def _some_stay(template: Template, written: Written) -> bool:
    """Whether values are left that the text is still filled with."""
    stop = 0
    for number, unit in enumerate(template.units()):
        if number in written.marks:
            stop = written.marks[number][0]
        elif number >= stop and unit.value is not None:
            return True
    return False


def _plain(unit: Unit, filled: str, percent: bool) -> Unit:
    """A character as it is written from now on."""
    if unit.value is not None and filled == "format":
        return unit._replace(source="{" + unit.value.spec + "}")
    if unit.value is not None:
        return unit._replace(source=_NAMED.sub("%", unit.source) if filled else unit.source)
    if unit.text == "%":
        return Unit("%", "%" * (2 if percent else 1) * (2 if filled == "%" else 1))
    return unit


def _unfilled(piece: Piece) -> Piece:
    """A literal without what only a filled one needs: doubled braces, the `f`."""
    if not isinstance(piece, Literal) or any(unit.value for unit in piece.units):
        return piece
    units = [
        Unit(unit.text, unit.text) if unit.source in ("{{", "}}") else unit for unit in piece.units
    ]
    prefix = piece.prefix.replace("f", "").replace("F", "")
    return piece._replace(prefix=prefix, units=units)


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, marks put into the literal before them, literals on one line put together."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if not isinstance(piece, Literal):
            found.append(piece)
        elif not piece.quote:
            if not isinstance(last, Literal):
                raise Unread
            found[-1] = last._replace(units=[*last.units, *piece.units])
            found.append(Literal(piece.lead, "", "", []))
        elif isinstance(last, Literal) and not last.quote:
            found.pop()
            before = found[-1]
            assert isinstance(before, Literal)
            if not piece.units:
                continue
            same = (before.quote, before.prefix) == (piece.quote, piece.prefix)
            if same and "\n" not in last.lead + piece.lead:
                found[-1] = before._replace(units=[*before.units, *piece.units])
            else:
                found.append(piece)
        else:
            found.append(piece)
    return [piece for piece in found if not isinstance(piece, Literal) or piece.quote]


def _code(pieces: Sequence[Piece]) -> str:
    parts = []
    for piece in pieces:
        if isinstance(piece, Literal):
            inner = "".join(unit.source for unit in piece.units)
            parts.append(f"{piece.lead}{piece.prefix}{piece.quote}{inner}{piece.quote}")
        else:
            value = piece.unit.value
            parts.append(piece.lead + (value.code if value is not None else ""))
    return "".join(parts)
