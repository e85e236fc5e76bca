"""Policies that say which rows a role sees: whom they are for, and whether they choose at all."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.effects import Scope
from guardrail.frontends.sql.condition import reach
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.literals import plain
from guardrail.frontends.sql.token import Kind, Token

_COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "ALL")
_BY_THE_USER = frozenset({"user_metadata", "raw_user_meta_data"})
_NOBODY = ("FALSE", "0")


def details(cursor: Cursor) -> tuple[str, ...]:
    """What a policy says behind its name and its table, as options.

    `for update`, `to anon`, `restrictive`, `using always true`, `check always true`, `using never`,
    `check never`, `trusts user metadata`; `using` and `check` where the condition chooses rows.
    """
    found: list[str] = []
    if cursor.find("RESTRICTIVE") >= 0:
        found.append("restrictive")
    place = cursor.copy()
    while (index := place.find("FOR")) >= 0:
        place.at = index + 1
        if place.up() in _COMMANDS:
            found.append(f"for {place.up().lower()}")
            break
    index = cursor.find("TO")
    if index >= 0:
        found += [f"to {name}" for name in _receivers(cursor.slice(index + 1, cursor.end))]
    for word, label in (("USING", "using"), ("CHECK", "check")):
        index = cursor.find(word)
        inner = cursor.slice(index + 1, cursor.end).group() if index >= 0 else None
        if inner is None:
            continue
        only = inner.rest()
        if len(only) == 1 and only[0].up in _NOBODY:
            found.append(f"{label} never")
        elif reach(inner.copy()).scope is Scope.TAUTOLOGY:
            found.append(f"{label} always true")
        else:
            found.append(label)
        if _trusts_the_user(only):
            found.append("trusts user metadata")
    return tuple(dict.fromkeys(found))


def _receivers(place: Cursor) -> list[str]:
    """The roles behind TO, lower case."""
    listed = place.group() or place
    names: list[str] = []
    for piece in listed.split():
        if piece.kind() is Kind.STRING:
            names.append(plain(piece.take()).lower())
        elif name := piece.name():
            names.append(name.lower())
        if not piece.done:
            break
    return names


def _trusts_the_user(tokens: Sequence[Token]) -> bool:
    """Whether the condition asks for what users write into their own profile."""
    return any(
        (plain(token) if token.kind is Kind.STRING else token.text).strip('"').lower()
        in _BY_THE_USER
        for token in tokens
    )
