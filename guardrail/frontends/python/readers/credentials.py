"""Secrets written in Python under the names that secrets have.

The value is looked at and forgotten: neither it nor a digest of it leaves this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail import screen
from guardrail.effects import CredentialAction, CredentialUse
from guardrail.frontends.python.found import Found
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.credentials.hosts import environment_of_path
from guardrail.knowledge.credentials.literals import plausible_secret, secret_name
from guardrail.knowledge.python.secret_names import HEADERS
from guardrail.model import Confidence

_LOOKUPS = frozenset(("getenv", "get", "setdefault", "config", "env", "pop", "environ", "setenv"))
_SETTERS = frozenset(("set_password", "make_password", "check_password"))


def written_secrets(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """The secrets of a module, by where their names stand, except those already `found`."""
    told = {item.span for one in found for item in one.items if isinstance(item, CredentialUse)}
    for name, quote in screen.secret_places(reading.module.text):
        header = name.lower() in HEADERS
        if not header and not secret_name(name):
            continue
        node = _literal(reading, quote)
        place = _place(reading, node, name) if node is not None else ""
        if node is None or not place:
            continue
        if reading.span(node) in told:
            continue
        value = reading.known(node)
        if header:
            value = value.rpartition(" ")[2]
        if not plausible_secret(value, name):
            continue
        use = _use(reading, node, name, place)
        yield Found(node.start_byte, node.start_byte, [use])


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


def _literal(reading: Reading, quote: int) -> Node | None:
    """The string that begins at a place, with what is implicitly joined to it."""
    node = reading.module.at(quote, quote + 1)
    while node is not None and node.type not in ("string", "module", "block"):
        node = node.parent
    if node is None or node.type != "string" or node.start_byte != quote:
        return None
    around = node.parent
    if around is not None and around.type == "concatenated_string":
        return around if around.start_byte == quote else None
    return node


def _place(reading: Reading, node: Node, name: str) -> str:
    """In which position of Python the literal stands, "" where it is none that a secret takes."""
    around = node.parent
    while around is not None and around.type == "parenthesized_expression":
        around = around.parent
    if around is None:
        return ""
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
        return _argument(reading, around, node)
    return ""


def _is_default(reading: Reading, node: Node) -> bool:
    return reading.module.name(node) == "default"


def _argument(reading: Reading, arguments: Node, node: Node) -> str:
    call = arguments.parent
    function = call.child_by_field_name("function") if call is not None else None
    if function is None:
        return ""
    last = reading.module.name(function).rsplit(".", 1)[-1]
    given = reading.module.children(arguments)[0]
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
