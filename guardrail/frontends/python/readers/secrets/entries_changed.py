"""What is put into a mapping or a list after it was made, and what is taken out of it again.

`report["run"]["env"] = …`, `report.setdefault("env", …)`, `STATE["env"] = …` in another function,
`self.parts.append(…)` in another method; `report.pop("env")`, `report["env"] = "***"`.
"""

from __future__ import annotations

import re
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.attributes import class_of_owner
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.source.whole_words import standing

_MOST = 8
_PUT = (
    r"(?:(?:\[[^\]\n]{1,40}\])+(?:\s*=(?!=)|\.(?:append|update|extend|setdefault)(?=\())"
    r"|\.(?:setdefault|update|append|extend|add|write)(?=\())"
)
_POPPED = r"\.pop\(\s*[\"']([\w.-]{1,40})[\"']"
_DELETED = r"\[[\"']([\w.-]{1,40})[\"']\]"
_ITSELF = ("self", "cls")


def put_further(reading: Reading, node: Node) -> list[tuple[str, Node]]:
    """What is put into the value of a name or an attribute anywhere around it, by its keys."""
    word, around = _held(reading, node)
    if around is None:
        return []
    key = (f"put further {word}", around.id)
    held: list[tuple[str, Node]] | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = _found(reading, word, around)
    return held


def _held(reading: Reading, node: Node) -> tuple[str, Node | None]:
    """How a name or an attribute is written, and in which part of the module it is meant."""
    module = reading.module
    if node.type == "attribute":
        owner = node.child_by_field_name("object")
        scope = class_of_owner(reading, owner) if owner is not None else None
        named = owner is not None and module.name(owner) in _ITSELF
        return module.code(node), scope.node if scope is not None and named else None
    scope = reading.builder.flow.bindings(node)[0] if node.type == "identifier" else None
    return module.name(node), scope.node if scope is not None else None


def _found(reading: Reading, word: str, around: Node) -> list[tuple[str, Node]]:
    module = reading.module
    if f"{word}[" not in module.plain and f"{word}." not in module.plain:
        return []
    put = re.compile(standing(word, r"\w.") + _PUT)
    matches = islice(put.finditer(module.plain, around.start_byte, around.end_byte), _MOST)
    found: list[tuple[str, Node]] = []
    for trail in module.around([(one.end() - 1, one.end()) for one in matches]):
        for one in trail[:5]:
            if one.type == "assignment":
                left, right = one.child_by_field_name("left"), one.child_by_field_name("right")
                named = left.child_by_field_name("subscript") if left is not None else None
                if right is not None:
                    found.append((reading.known(named) if named is not None else "", right))
                break
            if one.type == "call":
                given = reading.call(one)
                said = given.last == "setdefault"
                known = reading.known(given.positional[0]) if said and given.positional else ""
                found += [(known, each) for each in given.positional[said : said + 1]]
                found += [*given.keywords.items()]
                break
    return found[:_MOST]


def keys_gone(reading: Reading, name: Node) -> frozenset[str]:
    """The keys that were taken out of a mapping, or written over by a plain text."""
    word, around = _held(reading, name)
    if around is None or name.type != "identifier":
        return frozenset()
    key = (f"keys gone of {word}", name.id)
    held: frozenset[str] | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = _gone(reading, word, around, name)
    return held


def _gone(reading: Reading, word: str, around: Node, name: Node) -> frozenset[str]:
    module = reading.module
    here = reading.scopes.at(name.start_byte)[0].node.id == around.id
    gone = {
        key
        for key, value in put_further(reading, name)
        if key and _is_plain(reading, value) and not (here and value.start_byte > name.end_byte)
    }
    start, end = around.start_byte, name.start_byte
    ways = []
    if f"{word}.pop(" in module.plain:
        ways.append(standing(word, r"\w.") + _POPPED)
    if "del " in module.plain and f"{word}[" in module.plain:
        ways.append(rf"{standing('del')}\s+{re.escape(word)}{_DELETED}")
    for way in ways:
        taken = re.compile(way).finditer(module.text, start, end)
        gone |= {one[1] for one in islice(taken, _MOST)}
    return frozenset(gone)


def _is_plain(reading: Reading, value: Node) -> bool:
    """Whether a value is written out as it stands."""
    value = unwrapped(value)
    parts = reading.module.children(value)[0] if value.type == "string" else ()
    plain = value.type == "string" and all(one.type != "interpolation" for one in parts)
    return plain or value.type in ("none", "true", "false", "integer")


def without(reading: Reading, value: Node, gone: frozenset[str]) -> list[Node]:
    """What is left of a dictionary that is written out, all of any other value."""
    value = unwrapped(value)
    if not gone or value.type != "dictionary":
        return [value]
    parts = []
    for one in reading.module.children(value)[0]:
        key = one.child_by_field_name("key")
        if key is None or reading.known(key) not in gone:
            parts.append(one)
    return parts
