"""What rows about functions, and about methods of any object, claim of their libraries."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.python import all_kinds
from guardrail.knowledge.python.kinds import Kind
from guardrail.knowledge.python.rows import (
    Argument,
    ChangesFile,
    ChangesHistory,
    ChangesRows,
    ChangesSchema,
    Connects,
    ReplacesTable,
    Row,
    RunsCode,
    RunsCommand,
    RunsProgram,
    RunsText,
    Sends,
    Serves,
    TakesPart,
)
from tools.library_claims.objects import Question, classes_of, questions_of_kind
from tools.library_claims.tables import HAVE, MADE_BY, OF_LIBRARIES, UNSEEN, UNSIGNED


class Unknown(Exception):
    """A row about which nothing says how it is proved."""


_Groups = list[tuple[Question, ...]]
_Unseen = list[tuple[str, str]]


def asked_of_names(library: str, row: Row) -> tuple[_Groups, _Unseen]:
    """What is asked for a row, in groups of which one must hold; what nothing can be asked for.

    Each name must exist, and one of them must have the parameters.
    """
    groups: _Groups = []
    unseen: _Unseen = []
    holders: list[tuple[str, str]] = []
    for name in row.names:
        reason = _unseen(library, name)
        found = [] if reason else list(_holders(library, row, name))
        if found:
            groups.append(tuple((holder, method, ()) for holder, method in found))
            holders += found
        elif reason or library in OF_LIBRARIES:
            unseen.append((name, reason or OF_LIBRARIES[library]))
        else:
            raise Unknown(f"{library}: nothing says what has {name}")
    parameters = tuple(
        (one.keyword, one.position)
        for one in _arguments(row)
        if one.keyword and one.keyword != "self" and one.position >= -1
    )
    if parameters and holders and not UNSIGNED & {method for _, method in holders}:
        groups.append(tuple((holder, method, parameters) for holder, method in holders))
    return groups, unseen


def asked_of_kind(kind: Kind) -> _Groups:
    """What is asked for a fact about objects, but for names that nothing can be asked for."""
    kinds = list(all_kinds())
    asked = [
        one
        for one in questions_of_kind(kind, kinds)
        if not any(_unseen("", name) for name in _called(one))
    ]
    names = sorted({name for _, name, _ in asked})
    return [tuple(one for one in asked if one[1] == name) for name in names]


def _called(question: Question) -> tuple[str, str]:
    """The class that a question is about, and the whole name of what it asks for."""
    holder, name, _ = question
    owner = holder.removeprefix("type ")
    return owner, f"{owner}.{name}" if owner else name


def _unseen(library: str, name: str) -> str:
    for beginning, reason in UNSEEN.items():
        same = name == beginning or name.startswith((f"{beginning}.", f"{beginning}()"))
        if same or (beginning.startswith(library) and beginning == f"{library} {name}"):
            return reason
    return ""


def _holders(library: str, row: Row, name: str) -> Iterator[tuple[str, str]]:
    """The classes, each with the method, or "" and the full name of a function."""
    owner, _, method = name.rpartition(".")
    if owner.endswith("()") and owner.count("(") == 1 and owner[0] != ".":
        maker = owner.removesuffix("()")
        yield MADE_BY.get(maker, maker), method
    elif owner and "(" not in owner and owner[0] != "." and "." in name and not _of_object(owner):
        yield "", name
    else:
        on: tuple[str, ...] = getattr(row, "on", ())
        kinds = list(all_kinds())
        held = [holder for kind in on for holder in classes_of(kind, kinds)]
        for holder in (*HAVE.get(library, {}).get(method, ()), *held):
            yield holder, method


def _of_object(owner: str) -> bool:
    """Whether what stands before the method is how an object is called, no module."""
    return owner in ("schema_editor", "editor")


def _arguments(row: Row) -> Iterator[Argument]:
    if isinstance(row, TakesPart):
        yield row.text
    elif isinstance(row, RunsText):
        yield row.text
        yield from (Argument(-1, one) for one in (row.only_if, row.directory, row.variables))
    elif isinstance(row, RunsProgram) and not (row.spread or row.program):
        yield row.arguments
    elif isinstance(row, RunsCode):
        yield row.code
    elif isinstance(row, ChangesFile):
        yield row.path
        yield row.mode or Argument(-1)
    elif isinstance(row, Sends):
        yield from (row.url, row.by)
    elif isinstance(row, Serves):
        yield from (row.path, row.name)
    elif isinstance(row, Connects):
        yield row.url
    elif isinstance(row, ChangesRows):
        yield from (row.rows, row.columns)
    elif isinstance(row, ChangesSchema):
        yield from (Argument(place, name) for place, name in enumerate(row.arguments))
    elif isinstance(row, ReplacesTable):
        yield from (row.table, Argument(-1, row.when))
    elif isinstance(row, RunsCommand):
        yield row.command
    elif isinstance(row, ChangesHistory):
        yield row.target
