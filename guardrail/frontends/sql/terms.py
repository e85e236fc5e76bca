"""The values that a condition is folded into, and what the operators make of them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from enum import Enum
from typing import Any

from msgspec import Struct, field

from guardrail.frontends.covers import (
    Cover,
    cover,
    excludes,
    joined,
    leaves_nothing_out,
    mirrored,
    opposite,
    value_of,
)
from guardrail.frontends.past_times import has_passed, is_long_ago, is_now
from guardrail.spanmap import HOLE_WORD

Constant = bool | int | float | str | None

_LARGEST = 2**53
_LONGEST = 200


class Truth(Enum):
    """What is known of a condition: SQL's three values, and not knowing."""

    FALSE = 0
    TRUE = 1
    NULL = 2
    OPEN = 3


class Term(Struct):
    """A folded expression.

    `constant` holds where `truth` isn't OPEN or `known` is set. `key` names an opaque expression
    by its text, `column` is its lower-case name where it is a plain column. `literal`: a literal
    or a placeholder. `keyed`: true for rows that are named by key alone. `unknown`: depends on
    text that is only known at run time. `atoms` are the conditions joined by OR with whether they
    are negated. `reason` is the part that makes it true. `doubt`: it is only taken to be known.
    `wholesale` names a part that asks nothing of the row: it holds for all rows or for none.
    `fixed`: a value that is the same for all rows. `row` is a column of the row itself, under
    whatever name the statement gives to the row. `columns` are those of a list of plain columns.
    `edge`: -1 for a value below every other, 1 for one above. `cut`: it holds for so many rows at
    most as a query takes; `drawn` names a query that takes any rows of the table, whichever
    come first. `covers` are the values reached by conditions joined by OR, by what is compared;
    `about` is the only thing compared. `optional` names the parameter without which a condition
    holds for every row, `instead` the column that stands in for one that isn't given.
    """

    truth: Truth = Truth.OPEN
    known: bool = False
    constant: Constant = None
    key: str = ""
    column: str = ""
    literal: bool = False
    keyed: bool = False
    unknown: bool = False
    atoms: dict[str, bool] = field(default_factory=dict)
    reason: str = ""
    doubt: bool = False
    wholesale: str = ""
    fixed: bool = False
    row: str = ""
    columns: tuple[str, ...] = ()
    edge: int = 0
    cut: bool = False
    drawn: str = ""
    covers: dict[str, Cover] = field(default_factory=dict)
    about: str = ""
    optional: str = ""
    instead: str = ""


def constant(value: Constant, shown: str = "") -> Term:
    """The term of a constant."""
    return Term(_truth(value), True, value, literal=True, reason=shown)


def _truth(value: Constant) -> Truth:
    if value is None:
        return Truth.NULL
    if isinstance(value, str):
        return Truth.OPEN
    return Truth.TRUE if value else Truth.FALSE


def condition(truth: Truth, reason: str = "", doubt: bool = False) -> Term:
    """The term of a condition whose truth is known or open, or only taken to be known."""
    known = truth is not Truth.OPEN
    value = None if truth is Truth.NULL else truth is Truth.TRUE
    return Term(truth, known, value if known else None, reason=reason, doubt=doubt)


def both(left: Term, right: Term) -> Term:
    """`left AND right`."""
    if Truth.FALSE in (left.truth, right.truth):
        return condition(Truth.FALSE)
    if left.truth is right.truth and left.truth is not Truth.OPEN:
        doubt = left.doubt or right.doubt
        return condition(left.truth, left.reason or right.reason, doubt)
    if left.truth is Truth.TRUE:
        return right
    if right.truth is Truth.TRUE:
        return left
    same = left.about if left.about == right.about else ""
    if same and excludes(left.covers[same], right.covers[same]):
        return condition(Truth.FALSE, f"({same[:60]} is two things at once)")
    result = condition(Truth.OPEN)
    result.keyed = left.keyed or right.keyed
    result.cut = left.cut or right.cut
    result.unknown = left.unknown or right.unknown
    result.wholesale = left.wholesale and right.wholesale
    named = dict.fromkeys((left.optional, right.optional))
    result.optional = " and ".join(named) if all(named) else ""
    return result


def either(left: Term, right: Term) -> Term:
    """`left OR right`. A condition and its opposite together are always true."""
    if Truth.TRUE in (left.truth, right.truth):
        winners = [term for term in (left, right) if term.truth is Truth.TRUE]
        winner = min(winners, key=lambda term: term.doubt)
        return condition(Truth.TRUE, winner.reason, winner.doubt)
    if left.truth is not Truth.OPEN and right.truth is not Truth.OPEN:
        return condition(Truth.NULL if Truth.NULL in (left.truth, right.truth) else Truth.FALSE)
    if left.truth is Truth.FALSE:
        return right
    if right.truth is Truth.FALSE:
        return left
    big, small = (left.atoms, right.atoms)
    if len(big) < len(small):
        big, small = small, big
    for atom, negated in small.items():
        if big.get(atom, negated) != negated:
            return condition(Truth.TRUE, f"{atom} or its opposite")
        big[atom] = negated
    covers, more = left.covers, right.covers
    if len(covers) < len(more):
        covers, more = more, covers
    for name, one in more.items():
        covers[name] = joined(covers[name], one) if name in covers else one
        if leaves_nothing_out(covers[name]):
            return condition(Truth.TRUE, f"the OR of what is asked of {name[:60]}")
    result = condition(Truth.OPEN)
    result.atoms = big
    result.covers = covers
    result.about = left.about if left.about == right.about else ""
    open_terms = [term for term in (left, right) if term.truth is Truth.OPEN]
    result.keyed = all(term.keyed for term in open_terms)
    result.unknown = left.unknown or right.unknown
    result.wholesale = left.wholesale and right.wholesale
    result.optional = left.optional or right.optional
    return result


def negated(term: Term) -> Term:
    """`NOT term`."""
    if term.truth is Truth.OPEN:
        result = condition(Truth.OPEN)
        result.unknown = term.unknown
        result.wholesale = term.wholesale
        if len(term.atoms) == 1:
            result.atoms = {atom: not flag for atom, flag in term.atoms.items()}
        other = opposite(term.covers[term.about]) if term.about else None
        if other is not None:
            result.covers, result.about = {term.about: other}, term.about
        return result
    flipped = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(term.truth, term.truth)
    return condition(flipped, f"NOT {term.reason}" if term.reason else "", term.doubt)


_COMPARE: dict[str, Callable[[Any, Any], object]] = {
    "=": operator.eq,
    "==": operator.eq,
    "<>": operator.ne,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_OPPOSITE = {"<>": "=", "!=": "=", ">=": "<", ">": "<="}
_REACHED = {">": -1, ">=": -1, "<=": 1}
"""What every value fulfils; `< 'infinity'` leaves out what is valid for ever."""
A_PARAMETER = "a parameter"
_EDGE = {-1: "first", 1: "last"}
COUNTER = "rownum"
"""Oracle's number of a row in the result: from 1 on for whatever rows are left."""
_REFLEXIVE = frozenset({"=", "==", "<=", ">=", "<=>"})
COMPARISONS = frozenset(_COMPARE) | {"<=>"}


def compared(mark: str, left: Term, right: Term, keys: frozenset[str]) -> Term:
    """A comparison of two terms."""
    text = f"{shown(left)} {mark} {shown(right)}"
    if mark == "<=>":
        return _null_safe(left, right, text)
    if Truth.NULL in (left.truth, right.truth) and (left.known or right.known):
        return condition(Truth.NULL)
    if left.known and right.known:
        if _comparable(left.constant, right.constant):
            found = _COMPARE[mark](left.constant, right.constant)
            return condition(Truth.TRUE if found else Truth.FALSE, text)
        return condition(Truth.OPEN)
    if _same(left, right):
        return condition(Truth.TRUE if mark in _REFLEXIVE else Truth.FALSE, text)
    if left.column in keys and _reaches_every_key(mark, right):
        return condition(Truth.TRUE, text, doubt=True)
    if left.key == COUNTER and _reaches_every_key(mark, right):
        return condition(Truth.TRUE, text)
    if left.column and right.edge and _REACHED.get(mark) == right.edge:
        return condition(Truth.TRUE, f"{shown(left)} {mark} the {_EDGE[right.edge]} of all times")
    if _is_past(mark, left, right) or _is_past(mirrored(mark), right, left):
        return condition(Truth.TRUE, text)
    result = condition(Truth.OPEN)
    result.unknown = False
    if mark in ("=", "==") and right.instead and right.instead == left.key:
        result.optional = right.optional
        return result
    if _asks_no_row(left, right):
        result.wholesale = f"{_outline(left)} {mark} {_outline(right)}"
    pair = [term for term in (left, right) if term.column in keys]
    other = [term for term in (left, right) if term.literal]
    result.keyed = mark in ("=", "==") and bool(pair) and bool(other)
    if not (
        _set_covers(result, mark, left, right) or _set_covers(result, mirrored(mark), right, left)
    ):
        plain = _OPPOSITE.get(mark, "=" if mark == "==" else mark)
        result.atoms = {f"{shown(left)} {plain} {shown(right)}": mark in _OPPOSITE}
    return result


def _set_covers(result: Term, mark: str, subject: Term, value: Term) -> bool:
    """Says which values a comparison with a literal reaches, `False` where it isn't one."""
    named = bool(subject.key) and "{" not in subject.key and HOLE_WORD not in subject.key.lower()
    if not named or subject.literal or subject.known or not value.literal:
        return False
    found = cover(mark, value_of(value.constant, value.key or object()))
    if found is not None:
        reaches(result, subject, found)
    return found is not None


def reaches(result: Term, subject: Term, found: Cover) -> None:
    """Says of a condition that it reaches these values of a subject."""
    result.covers, result.about = {subject.key: found}, subject.key


def _is_past(mark: str, column: Term, other: Term) -> bool:
    """Whether a time that has passed is asked to be before now, or after what is long ago."""
    if not has_passed(column.column):
        return False
    if isinstance(other.constant, str):
        return mark in (">", ">=") and is_long_ago(other.constant)
    return mark in ("<", "<=") and is_now(other.key)


def _null_safe(left: Term, right: Term, text: str) -> Term:
    if left.known and right.known and (left.constant is None or right.constant is None):
        same = left.constant is None and right.constant is None
        return condition(Truth.TRUE if same else Truth.FALSE, text)
    return condition(Truth.TRUE, text) if _same(left, right) else condition(Truth.OPEN)


def distinct(left: Term, right: Term, keys: frozenset[str]) -> Term:
    """`left IS DISTINCT FROM right`."""
    found = negated(compared("<=>", left, right, keys))
    if found.truth is Truth.OPEN:
        _set_covers(found, "<>", left, right)
    return found


def _asks_no_row(left: Term, right: Term) -> bool:
    """Whether both are the same for all rows, and not just two literals."""
    still = all(term.fixed or (term.literal and not term.unknown) for term in (left, right))
    return still and (left.fixed or right.fixed)


def _outline(term: Term) -> str:
    """What a term that asks nothing of the row is, without what it is given."""
    if not term.fixed:
        return "…"
    name, call, _ = term.key.partition("(")
    name = name.strip().lower() if name.strip().isidentifier() else ""
    return (f"{name}(…)" if call else name) or term.reason or "…"


def _same(left: Term, right: Term) -> bool:
    """Whether two terms are one expression, or one column of one row."""
    return bool(left.key and left.key == right.key) or bool(left.row and left.row == right.row)


def _reaches_every_key(mark: str, right: Term) -> bool:
    """Whether a key compared with this number holds for every key: `id > 0`, `id <> -1`."""
    value = right.constant
    if not right.known or isinstance(value, str) or value is None:
        return False
    if mark == ">":
        return value <= 0
    if mark == ">=":
        return value <= 1
    return mark in ("<>", "!=") and value < 0


def _comparable(left: Constant, right: Constant) -> bool:
    return isinstance(left, str) == isinstance(right, str)


def is_null(term: Term) -> bool:
    """Whether the term is the word NULL."""
    return term.known and term.literal and term.constant is None


def shown(term: Term) -> str:
    """A short text of the term for people, "" for an opaque one; no literal's value."""
    if term.known:
        return term.reason or ("'…'" if isinstance(term.constant, str) else str(term.constant))
    return term.key[:60]


def calculated(mark: str, left: Term, right: Term) -> Term:
    """Arithmetic on two constants; opaque for everything else, and for what grows too large."""
    a, b = left.constant, right.constant
    text = f"{shown(left)} {mark} {shown(right)}"
    if left.known and right.known:
        if mark == "||" and isinstance(a, str) and isinstance(b, str):
            if len(a) + len(b) <= _LONGEST:
                return constant(a + b)
        elif (a is None or b is None) and not isinstance(a, str) and not isinstance(b, str):
            return constant(None)
        elif isinstance(a, int) and isinstance(b, int) and mark in "+-*":
            value = {"+": operator.add, "-": operator.sub, "*": operator.mul}[mark](int(a), int(b))
            if abs(value) <= _LARGEST:
                return constant(value, text if len(text) <= 60 else "")
    key = text if len(text) <= _LONGEST and shown(left) and shown(right) else ""
    return Term(key=key, fixed=_asks_no_row(left, right))
