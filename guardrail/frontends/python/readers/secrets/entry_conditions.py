"""Which entries of a mapping conditions on their names let through: `if not key.startswith("_")`.

A condition that leaves out what is empty, or some names, lets secrets through; one that asks for
names that are written out, or for the beginning of a public one, doesn't.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.readers.secrets.steps_back import given_by_calls
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

SOME_SECRETS = ("DB_PASSWORD", "API_TOKEN", "AWS_SECRET_ACCESS_KEY")
"""Variables that every environment may have."""
_ENOUGH = 2
_SIGNS = {"in": True, "not in": False, "==": True, "!=": False}
_ASKING = ("startswith", "endswith")
_WHOLE = ("os.environ", "dotenv_values()")
_CASES = frozenset(("upper", "lower", "casefold", "strip"))
_HIDES = late(r"(?i)mask|redact|censor|scrub|sanitiz|\*{3}")
_SECRET = late(r"(?i)secret|passw|token|key|cred|auth|pwd|dsn|private")
_APART = late(r"(?i)sensitive|sensitivity|secret|redact|mask|private|hidden|confidential")
_PAIR, _DEEPEST = 2, 4
_LONGEST = 200
_OPTIONS = late(r"(?:typer|click)?\.?(?:Option|Argument)\(")


def lets_secrets_through(reading: Reading, conditions: list[Node], names: list[str]) -> bool:
    """Whether the conditions of a comprehension let through most of some well known secrets."""
    if any(_knows_secrets(reading, one) for one in conditions):
        return False
    passing = [key for key in SOME_SECRETS if all_hold(reading, conditions, names, key)]
    return len(passing) >= _ENOUGH


def _knows_secrets(reading: Reading, condition: Node) -> bool:
    """Whether a condition tells apart what is secret: `key not in SENSITIVE`."""
    if _APART.search(reading.module.code(condition)):
        return True
    parts = reading.module.children(condition)[0]
    if condition.type in ("boolean_operator", "not_operator"):
        return any(_knows_secrets(reading, one) for one in parts)
    compared = condition.type == "comparison_operator" and len(parts) == _PAIR
    return compared and any(map(_SECRET.search, _texts(reading, parts[1])))


def all_hold(reading: Reading, conditions: list[Node], names: list[str], key: str) -> bool:
    """Whether every condition on an entry surely holds for a key with something under it."""
    return all(holds(reading, one, names, key) is True for one in conditions)


def loop_shows_secrets(reading: Reading, loop: Node, names: list[str]) -> bool:
    """Whether a loop over entries goes on to its end for most of some well known secrets."""
    body = loop.child_by_field_name("body")
    if body is None or _HIDES.search(reading.module.code(body)):
        return False
    passing = [key for key in SOME_SECRETS if _goes_through(reading, body, names, key)]
    return len(passing) >= _ENOUGH


def _goes_through(reading: Reading, block: Node, names: list[str], key: str) -> bool:
    """Whether what stands in a block is done for a key: no branch is unknown or leaves it out."""
    for statement in reading.module.children(block)[0]:
        if statement.type != "if_statement":
            continue
        condition = statement.child_by_field_name("condition")
        inner = statement.child_by_field_name("consequence")
        if condition is None or inner is None:
            return False
        known = holds(reading, condition, names, key)
        known = None if _knows_secrets(reading, condition) else known
        leaves = _leaves(inner)
        if known is None or (known and leaves):
            return False
        if statement.child_by_field_name("alternative") is not None:
            return False
        if not known and not leaves:
            return False
        if known and not _goes_through(reading, inner, names, key):
            return False
    return True


def _leaves(block: Node) -> bool:
    """Whether a block goes on with the next entry, or ends the loop."""
    return any(one.type in ("continue_statement", "break_statement") for one in block.children)


def holds(reading: Reading, condition: Node, names: list[str], key: str) -> bool | None:
    """Whether a condition on the name of an entry holds for a key, `None` where that isn't told.

    `names` are those of the entry's key and of its value, which is something.
    """
    node = unwrapped(condition)
    module = reading.module
    parts = module.children(node)[0]
    if node.type == "identifier":
        return True if module.name(node) in names else None
    if node.type == "not_operator" and parts:
        inner = holds(reading, parts[-1], names, key)
        return None if inner is None else not inner
    if node.type == "boolean_operator":
        return _together(reading, node, names, key)
    if node.type == "comparison_operator" and len(parts) == _PAIR:
        return _compared(reading, parts, names, key)
    if node.type != "call":
        return None
    call = call_of(module, node, "")
    owner = call.function.child_by_field_name("object")
    asked = [text for one in call.positional[:1] for text in _texts(reading, one)]
    method = module.code(call.function).rpartition(".")[2]
    if owner is None or not _is_key(reading, owner, names) or method not in _ASKING or not asked:
        return None
    begins = method == _ASKING[0]
    asked = [one.removesuffix("\0") for one in asked]
    return any(key.startswith(one) if begins else key.endswith(one) for one in asked)


def _together(reading: Reading, node: Node, names: list[str], key: str) -> bool | None:
    """What two conditions say together."""
    sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
    told = [holds(reading, one, names, key) if one is not None else None for one in sides]
    operator = node.child_by_field_name("operator")
    decides = operator is not None and reading.module.code(operator) == "or"
    if decides in told:
        return decides
    return None if None in told else not decides


def _compared(reading: Reading, parts: list[Node], names: list[str], key: str) -> bool | None:
    between = reading.module.plain[parts[0].end_byte : parts[1].start_byte]
    sign = " ".join(between.split())
    if sign in ("is", "is not") and parts[1].type == "none":
        return (sign == "is not") if reading.module.name(parts[0]) in names else None
    wanted = _SIGNS.get(sign)
    if wanted is None:
        return None
    if sign == "!=" and all(_is_entry(reading, one, names) for one in parts):
        # What has changed: `if before.get(key) != after[key]`.
        return True
    if _is_key(reading, parts[0], names):
        held = reading.builder.flow.value(parts[1]) or parts[1]
        if "in" in sign and reading.names.dotted(held).endswith(_WHOLE):
            # What is new, or was there before: `if key not in before`.
            return True
        known = _texts(reading, parts[1])
        return (key in known) is wanted if known else None
    word = reading.known(parts[0])
    if not word or "in" not in sign or not _is_key(reading, parts[1], names):
        return None
    # `"PASSWORD" not in key`: who asks so knows what is secret here.
    return None if names_some_secret(word) else (word.upper() in key.upper()) is wanted


def _is_entry(reading: Reading, node: Node, names: list[str]) -> bool:
    """Whether an expression is what a mapping has under the name of the entry: `old.get(key)`."""
    node = unwrapped(node)
    if reading.module.name(node) in names[1:]:
        return True
    key = re.escape(names[0])
    code = reading.module.code(node)[:_LONGEST]
    return re.search(rf"(?:\[|\.get\()\s*{key}\s*(?:,[^()\[\]]*)?[\])]$", code) is not None


def names_some_secret(word: str) -> bool:
    """Whether a part of a name is one that names of secrets have."""
    return any(word.upper() in one for one in SOME_SECRETS) or _SECRET.search(word) is not None


def _is_key(reading: Reading, node: Node, names: list[str]) -> bool:
    """Whether an expression is the name of an entry, also in other letters."""
    node = unwrapped(node)
    if node.type == "call":
        call = call_of(reading.module, node, "")
        owner = call.function.child_by_field_name("object")
        method = reading.module.code(call.function).rpartition(".")[2]
        return owner is not None and method in _CASES and _is_key(reading, owner, names)
    return reading.module.name(node) == names[0]


def _texts(reading: Reading, node: Node, depth: int = 0) -> list[str]:
    """The texts that are written out in an expression: one, those of a list, those of an option.

    One that is empty ends in a sign that no text has.
    """
    elements = reading.builder.flow.elements(node)
    found = [text for one in elements or [node] if (text := reading.known(one))]
    if found or node.type != "identifier":
        return found
    if depth > _DEEPEST:
        return []
    bound = reading.builder.flow.reaching(node)
    for one in (
        *(each.value for each in bound if each.value is not None),
        *given_by_calls(reading, node),
    ):
        if one.type == "call" and _OPTIONS.match(reading.module.code(one)):
            one = next(iter(reading.call(one).positional), one)
        if one.type == "string":
            found.append(reading.known(one) or "\0")
        elif one.type == "identifier":
            found += _texts(reading, one, depth + 1)
    return found
