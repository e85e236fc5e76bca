"""What calls give that is secret by what they are asked: addresses, rows of users, commands."""

from __future__ import annotations

from itertools import islice, product

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.secrets.steps_back import behind_name
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.secret_answers import (
    ADDRESS,
    ANSWERED,
    COMMANDS,
    HASHES,
    MAKING_ADDRESSES,
    OF_USERS,
    PASSWORDS,
    PRINTING,
    WHOLE_RECORDS,
)

_FIELDS = ("fields", "include")
_PASSWORD = "password"
_MOST_WORDS, _MOST_LINES, _DEEPEST = 16, 64, 4


def answered(reading: Reading, call: Call) -> str:
    """What a call gives that is secret, "" for any other call."""
    if call.last in MAKING_ADDRESSES:
        given = [call.keywords[one] for one in PASSWORDS & call.keywords.keys()]
        return ADDRESS if any(one.type != "none" for one in given) else ""
    if call.last in WHOLE_RECORDS:
        return HASHES if _shows_hashes(reading, call) else ""
    if call.last in PRINTING and any(map(COMMANDS.search, command_lines(reading, call))):
        return ANSWERED
    return ""


def _shows_hashes(reading: Reading, call: Call) -> bool:
    """Whether all fields of a user's row are given, its password's hash among them."""
    if "django" not in reading.module.plain or any(one in call.keywords for one in _FIELDS):
        return False
    owner = call.function.child_by_field_name("object")
    if call.last == "values":
        # With names the fields are picked.
        manager = reading.module.code(owner) if owner is not None else ""
        named = call.positional or call.keywords or call.stars or call.double_stars
        return not named and ".objects" in manager and _is_of_users(reading, owner)
    place = 1 if call.last == "serialize" else 0
    if len(call.positional) != place + 1:
        return False
    left_out = call.keywords.get("exclude")
    words = reading.builder.flow.elements(left_out) if left_out is not None else []
    if left_out is not None and (
        words is None or any(reading.known(one) in ("", _PASSWORD) for one in words)
    ):
        return False
    return _is_of_users(reading, call.positional[place])


def _is_of_users(reading: Reading, node: Node | None) -> bool:
    """Whether an expression is a user's row, or the manager of all of them, by its name."""
    if node is None:
        return False
    value = reading.builder.flow.value(node)
    codes = [reading.module.code(one).split(".objects")[0] for one in (node, value or node)]
    return any(OF_USERS.search(one) for one in codes)


def command_lines(reading: Reading, call: Call) -> list[str]:
    """The command lines that a call may run, with their words as far as they are known."""
    command = next(iter(call.positional), None) or call.keywords.get("args")
    if command is None:
        return []
    words = reading.builder.flow.elements(command)
    if words is None:
        text = reading.known(command)
        return [text] if text else _texts(reading, command)
    ways = [[*dict.fromkeys(_texts(reading, one))] or [""] for one in words[:_MOST_WORDS]]
    return [" ".join(line) for line in islice(product(*ways), _MOST_LINES)]


def _texts(reading: Reading, node: Node, depth: int = 0) -> list[str]:
    """The texts that an expression may be: those of a loop, those that calls give a parameter."""
    node = unwrapped(node)
    text = reading.known(node)
    if text or node.type != "identifier" or depth > _DEEPEST:
        return [text] if text else []
    found = behind_name(reading, node)
    return [text for one in found for text in _texts(reading, one, depth + 1)][:_MOST_WORDS]
