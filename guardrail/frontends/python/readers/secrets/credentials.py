"""Secrets written in Python under the names that secrets have.

The value is looked at and forgotten: neither it nor a digest of it leaves this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail import screen
from guardrail.effects import CredentialAction, CredentialUse
from guardrail.frontends.python.found import Found
from guardrail.frontends.python.naming.calls import arguments_of
from guardrail.frontends.python.readers.secrets.secret_literals import (
    is_secret,
    names_secret,
    names_token,
)
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.credentials.hosts import environment_of_path
from guardrail.knowledge.python.secret_names import LOGINS
from guardrail.model import Confidence, Span

_LOOKUPS = frozenset(("getenv", "get", "setdefault", "config", "env", "pop", "environ", "setenv"))
_LOGINS = frozenset(word for word, _, _ in LOGINS)
_SETTERS = frozenset(("set_password", "make_password", "check_password"))


def written_secrets(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """The secrets of a module, by where their names stand, except those already `found`."""
    told = _told(found)
    places = [
        (name, quote)
        for name, quote in screen.secret_places(reading.module.text)
        if names_secret(name) or names_token(name)
    ]
    quotes = [(quote, quote + 1) for _, quote in places]
    for (name, quote), trail in zip(places, reading.module.around(quotes), strict=True):
        held = _literal(trail, quote)
        place = _place(reading, held) if held else ""
        if not place:
            continue
        node = held[0]
        if reading.span(node) in told:
            continue
        if not is_secret(name, reading.known(node)):
            continue
        use = _use(reading, node, name, place)
        yield Found(node.start_byte, node.start_byte, [use])


def written_logins(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """Passwords beside a user's name, except those already `found`: `auth=("probe", "…")`."""
    module = reading.module
    places = [
        (last - 1, last)
        for start, end, last in screen.loosening_places(module.text)
        if module.text[start:end] in _LOGINS
    ]
    told = _told(found) if places else frozenset[Span]()
    for trail in module.around(places):
        node = next((one for one in trail[:3] if one.type == "string"), None)
        if node is None or reading.span(node) in told:
            continue
        if is_secret("password", reading.known(node)):
            use = _use(reading, node, "password", "login with")
            yield Found(node.start_byte, node.start_byte, [use])


def _told(found: Sequence[Found]) -> frozenset[Span]:
    """Where the credentials stand that were found."""
    items = (item for one in found for item in one.items)
    return frozenset(item.span for item in items if isinstance(item, CredentialUse))


def _use(reading: Reading, node: Node, name: str, place: str) -> CredentialUse:
    lower = name.lower()
    is_password = "pass" in lower or "pwd" in lower
    return CredentialUse(
        span=reading.span(node),
        confidence=Confidence.MEDIUM,
        evidence=reading.digest("secret", place, name),
        environment=environment_of_path(reading.source.path),
        action=CredentialAction.WRITTEN,
        kind="password" if is_password else "secret",
        place=f"{place} {name}",
    )


def _literal(trail: list[Node], quote: int) -> list[Node]:
    """The string that begins at a place, with what is joined to it, and the nodes around it."""
    at = next((i for i, node in enumerate(trail[:3]) if node.type == "string"), -1)
    if at < 0 or trail[at].start_byte != quote:
        return []
    if len(trail) > at + 1 and trail[at + 1].type == "concatenated_string":
        at += 1
    return trail[at:] if trail[at].start_byte == quote else []


def _place(reading: Reading, held: list[Node]) -> str:
    """In which position of Python the literal stands, "" where it is none that a secret takes."""
    node = held[0]
    outer = [one for one in held[1:] if one.type != "parenthesized_expression"]
    if not outer:
        return ""
    around = outer[0]
    kind = around.type
    if kind == "assignment":
        return "" if _in_enumeration(reading, around) else "variable"
    if kind in ("default_parameter", "typed_default_parameter"):
        return "parameter"
    if kind == "keyword_argument":
        given = around.child_by_field_name("name")
        return "default of" if given is not None and _is_default(reading, given) else "argument"
    if kind == "pair":
        value = around.child_by_field_name("value")
        return "entry" if value is not None and value.start_byte == node.start_byte else ""
    if kind == "comparison_operator":
        return "comparison with"
    if kind == "argument_list":
        return _argument(reading, outer[1], node) if len(outer) > 1 else ""
    return ""


def _is_default(reading: Reading, node: Node) -> bool:
    return reading.module.name(node) == "default"


def _argument(reading: Reading, call: Node, node: Node) -> str:
    function = call.child_by_field_name("function")
    if function is None:
        return ""
    last = reading.module.name(function).rsplit(".", 1)[-1]
    given = arguments_of(reading.module, call)
    index = next((i for i, one in enumerate(given) if one.id == node.id), -1)
    if last in _LOOKUPS and index == 1:
        return "default of"
    return "argument of" if last in _SETTERS and index in (0, 1) else ""


def _in_enumeration(reading: Reading, assignment: Node) -> bool:
    """Whether the assignment makes a member of an Enum: its value is a name, not a secret."""
    scope, _ = reading.scopes.at(assignment.start_byte)
    bases = scope.node.child_by_field_name("superclasses") if scope.is_class else None
    text = reading.module.code(bases) if bases is not None else ""
    return any(word in text for word in ("Enum", "Choices", "Flag"))
