"""What the tables of the knowledge claim about a library, as questions that it can be asked.

A question is a class ("" for none), a name (in full, or a method of the class), and the parameters
that it must have, each with its position (-1 for none).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Extends,
    Gives,
    Hands,
    Inside,
    Is,
    Kind,
    Makes,
    OfKind,
    RunsQuery,
    Spelt,
)
from guardrail.knowledge.python.rows import Argument
from tools.library_claims.held import held

Question = tuple[str, str, tuple[tuple[str, int], ...]]


def questions_of_row(row: OfKind, kinds: Sequence[Kind]) -> list[Question]:
    """What must be so for a row to be true: for each class of its kinds, one of which it takes."""
    parameters = tuple(
        (one.keyword, one.position) for one in _arguments(row) if one.keyword or one.position >= 0
    )
    if not row.on:
        return [("", name, parameters) for name in row.names]
    return [
        (holder, name.removeprefix("."), parameters)
        for name in row.names
        for kind in row.on
        for holder in classes_of(kind, kinds)
    ]


def questions_of_kind(kind: Kind, kinds: Sequence[Kind]) -> list[Question]:
    """The names that a kind speaks of, or the methods that its objects must have."""
    if isinstance(kind, Spelt) or (isinstance(kind, Makes | Hands) and kind.unproved):
        return []
    if not isinstance(kind, Gives):
        return [("", name, ()) for name in kind.names if _is_plain(name)]
    named = kind.named if kind.named.position >= 0 else None
    parameters = ((named.keyword, named.position),) if named else ()
    methods = [one.removesuffix("()") for one in kind.member.split() if one.endswith("()")]
    return [
        (holder, method, parameters)
        for method in filter(None, methods)
        for holder in classes_of(kind.kind, kinds)
    ]


def classes_of(kind: str, kinds: Iterable[Kind]) -> list[str]:
    """The names of the classes whose objects are of a kind."""
    found: list[str] = []
    for one in kinds:
        if isinstance(one, Makes) and one.kind == kind and not (one.proxy or one.unproved):
            found += one.names
        elif isinstance(one, Is) and one.kind == kind:
            found += [f"type {name}" for name in one.names]
        elif isinstance(one, Extends) and kind in (one.kind, one.instances):
            found += [name for name in one.names if _is_plain(name)]
    return found + held(kind)


def _is_plain(name: str) -> bool:
    """Whether a library can be asked for a name: it isn't what a call gives, nor a last part."""
    return "()" not in name and not name.startswith(".")


def _arguments(row: OfKind) -> list[Argument]:
    told: list[Argument | Inside | str] = [row.target, row.by]
    if isinstance(row, ChangesData):
        told.append(row.filter)
    found = [
        one.argument if isinstance(one, Inside) else one for one in told if not isinstance(one, str)
    ]
    if isinstance(row, RunsQuery):
        found.append(row.text.argument if isinstance(row.text, Inside) else row.text)
    if isinstance(row, ChangesObject):
        found += [_given(name) for name, _, _ in row.protections if name != "-"]
        found += [row.table, row.new_name]
    for argument, _ in (*row.when, *row.spared):
        found.append(Argument(-1, argument) if isinstance(argument, str) else argument)
    return [one for one in found if one.position >= -1]


def _given(protection: str) -> Argument:
    """The argument that gives a protection up, of one with the key of a value inside it."""
    name = protection.partition(".")[0]
    return Argument(int(name), "") if name.isdigit() else Argument(-1, name)
