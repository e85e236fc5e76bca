"""What the code refuses to go on with: `if not query: return`, `assert conditions`.

A name that was asked for isn't empty behind that place, nor is what is made of all of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_LEAVING = late(
    r"return|raise|continue|break|sys\.exit|exit|quit|abort|pytest\.skip|(?:\w*parser|ap)\.error\b"
)
_WORD = late(r"[^\W\d]\w*\Z")
_REACH = 60
_DEEPEST = 3
_DEFINITIONS = ("function_definition", "class_definition", "module")
_NOTHING = ("0", "[]", "{}", "None")
_WHOLE = late(
    r"([^\W\d]\w*)\s*(?::[^=\n]+)?=\s*"
    r"(?:.+\.join\(|(?:list|tuple|set|sorted|dict)\()([^\W\d]\w*)\)\s*\Z"
)
_EACH = late(
    r"([^\W\d]\w*)\s*(?::[^=\n]+)?=\s*"
    r"(?:.+\.join\()?[\[({]?.+\sfor\s.+\sin\s([^\W\d]\w*)[\])}]*\s*\Z"
)
"""All of something, or what is made of each of it, given to a name."""
_WRITTEN = late(r"([^\W\d]\w*)\s*(?::[^=\n]+|(?:,\s*\w+)+)?\s*=\s*[\[{]\s*[^\s*\]}]")
"""A list with something in it, given to a name."""
_GIVEN = late(r"([^\W\d]\w*)\s*(?::[^=\n]+|(?:,\s*\w+)+)?\s*=[^=]")


_NUMBER = r"(?:[1-9][\d_]*|[A-Z][A-Z\d_]{2,})"
"""A number above 0, or a constant: nobody keeps a 0 as the least that is allowed."""
_TOO_SMALL = r"(?:{0} < {1}|{0} <= (?:0|{1})|(?:0|{1}) >= {0}|{1} > {0}|not (?:0|{1}) <=? {0}\b.*)"
_LARGE = r"(?:{0} >= {1}|{0} > (?:0|{1})|(?:0|{1}) < {0}\b.*|{1} <= {0}\b.*)"


def too_small(part: str, name: str) -> bool:
    """Whether a condition asks whether a number is below what is allowed: `days < 30`."""
    return _bounds(_TOO_SMALL, part, name)


def large_enough(part: str, name: str) -> bool:
    """Whether a condition asks for a number above 0: `days >= 30`, `0 < days <= 90`."""
    return _bounds(_LARGE, part, name)


def _bounds(pattern: str, part: str, name: str) -> bool:
    if name not in part or not any(sign in part for sign in "<>"):
        return False
    return re.fullmatch(pattern.format(re.escape(name), _NUMBER), part) is not None


def asking(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """What asks whether a name is empty, and what asks whether it isn't, as it may be written."""
    empty = (
        *(f"not {name}", f"{name} is None", f"len({name}) < 1", f"not {name}.strip()"),
        *(f'{name} == ""', f"{name} == ''", f'{name}.strip() == ""'),
        *(f"not any({name})", f"not any({name}.values())"),
        *(f"{one} == {nothing}" for one in (name, f"len({name})") for nothing in _NOTHING),
    )
    filled = (
        *(name, f"bool({name})", f"len({name})", f"len({name}) > 0", f"len({name}) >= 1"),
        *(f"len({name}) != 0", f"{name} is not None", f"{name} != {{}}", f"{name}.strip()"),
        *(f'{name} != ""', f"{name} != ''"),
    )
    return frozenset(empty), frozenset(filled)


def parts_of(module: Module, condition: Node, joint: str) -> list[str]:
    """The conditions that `and` or `or` joins, without the parentheses around them."""
    text = " ".join(module.code(condition).split())
    uneven = [(part, part.count("(") != part.count(")")) for part in text.split(joint)]
    return [part.strip("() ") if odd else part for part, odd in uneven]


def asked_before(module: Module, blocks: Iterable[Node], offset: int, name: str) -> bool:
    """Whether a statement before an offset goes no further with an empty name.

    It stands in one of the blocks around, innermost first. What gives the name another value behind
    it, or leaves some of it out, has not been asked.
    """
    empty, filled = asking(name)
    for statement in (one for block in blocks for one in reversed(_before(module, block, offset))):
        if _refuses(module, statement, name, empty, filled):
            return True
        if _gives_anew(module, statement, name):
            return False
    return False


def _refuses(
    module: Module, statement: Node, name: str, empty: frozenset[str], filled: frozenset[str]
) -> bool:
    """Whether a statement goes no further with what is empty, or lacks what has to be in it."""
    if statement.type == "assert_statement":
        told = module.children(statement)[0]
        parts = parts_of(module, told[0], " and ") if told else []
        return not filled.isdisjoint(parts) or any(large_enough(one, name) for one in parts)
    if statement.type != "if_statement":
        return False
    condition = statement.child_by_field_name("condition")
    body = statement.child_by_field_name("consequence")
    if condition is None or body is None or not leaves(module, body):
        return False
    asked = parts_of(module, condition, " or ")
    sizes = (name, f"len({name})")
    lacks = any(
        one.endswith(f" not in {name}") or any(too_small(one, size) for size in sizes)
        for one in asked
    )
    return lacks or not empty.isdisjoint(asked)


def _gives_anew(module: Module, statement: Node, name: str) -> bool:
    """Whether a statement gives a name what isn't made of all that it held."""
    code = _assigned(module, statement, name)
    if not code:
        return False
    value = code.partition("=")[2]
    mentioned = re.search(rf"\b{re.escape(name)}\b", value) is not None
    return not mentioned or (" for " in value and " if " in value)


def _assigned(module: Module, statement: Node, name: str) -> str:
    """The code of a statement that gives a name a value, on one line; "" for others."""
    if statement.type != "expression_statement":
        return ""
    if not module.text.startswith(name, statement.start_byte):
        return ""
    code = " ".join(module.code(statement).split())
    given = _GIVEN.match(code)
    return code if given is not None and given[1] == name else ""


def never_empty(module: Module, statement: Node, name: str, depth: int = 0) -> bool:
    """Whether a name can't be empty where a statement stands, because of what stands before it."""
    if depth > _DEEPEST:
        return False
    if not _WORD.match(name):
        # Of `options["email"]` it is known what was asked, not what it is given.
        return asked_before(module, _around(statement), statement.start_byte, name)
    for block in _around(statement):
        before = _before(module, block, statement.start_byte)
        if not any(_speaks_of(module, one, name) for one in before):
            continue
        if asked_before(module, (block,), statement.start_byte, name):
            return True
        given = ((one, _assigned(module, one, name)) for one in reversed(before))
        last, code = next((told for told in given if told[1]), (statement, ""))
        if not code:
            continue
        if " for " not in code and _WRITTEN.match(code):
            return True
        made = _WHOLE.match(code) or (_EACH.match(code) if " if " not in code else None)
        if made is not None:
            return never_empty(module, last, made[2], depth + 1)
        if _gives_anew(module, last, name):
            return False
    return False


def _speaks_of(module: Module, statement: Node, name: str) -> bool:
    """Whether a statement may ask for a name, or give it a value."""
    kind = statement.type
    if kind == "expression_statement":
        return module.text.startswith(name, statement.start_byte)
    asking: Node | None = None
    if kind == "assert_statement":
        asking = statement
    elif kind == "if_statement":
        asking = statement.child_by_field_name("condition")
    return asking is not None and name in module.code(asking)


def _around(statement: Node) -> Sequence[Node]:
    """The blocks that a statement stands in, innermost first, up to the function's own."""
    found: list[Node] = []
    node = statement.parent
    while node is not None and node.type not in _DEFINITIONS:
        if node.type == "block":
            found.append(node)
        node = node.parent
    return found


def _before(module: Module, block: Node, offset: int) -> list[Node]:
    nodes, starts = module.children(block)
    upto = bisect_left(starts, offset)
    return [one for one in nodes[max(upto - _REACH, 0) : upto] if one.end_byte <= offset]


def leaves(module: Module, body: Node) -> bool:
    """Whether a block ends with what goes no further: a return, an exception, an exit."""
    last = module.children(body)[0][-1:]
    return bool(last) and _LEAVING.match(module.code(last[0])) is not None
