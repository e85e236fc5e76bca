"""Deletes that cascade from the many to the one: an employee takes the whole department along.

Source: SQLAlchemy 2.0, "Cascades" (`delete`: "when the parent object is marked for deletion, its
related child objects should also be marked"; it is meant for the side of the one, and where it
stands on the side of the many `single_parent=True` says that no other row has the same); SQLModel
0.0.24, "Cascade Delete Relationships".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.effects import GuardChange
from guardrail.frontends.python.found import Found
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

UPWARD = "what others refer to"
"""What the guard is called that is given up so."""
_WORD = "cascade"
_RELATES = late(r"\b(?:relationship|Relationship)\s*\(")
_DELETES = late(
    r"\bcascade[\"']?\s*[:=]\s*[\"'][^\"'\n]*\b(?:all|delete)\b|\bcascade_delete\s*=\s*True"
)
_ONE = late(r"single_parent[\"']?\s*[:=]\s*True|\bsecondary\s*=|\bremote_side\b|\buselist\b")
_BACK = late(r"\bbackref\((?:[^()]|\([^()]*\))*\)")
_TARGET = late(r"[\"']?([A-Za-z_][\w.]*)[\"']?")
_ANNOTATED = late(
    r":\s*(?:Mapped\[\s*)?(?:Optional\[\s*)?[\"']?([A-Z]\w*)[\"']?\s*(?:\|\s*None)?[\]\"'\s]*=\s*\Z"
)
_KEY = late(
    r"(?:\bForeignKey\(\s*|\bforeign_key\s*=\s*)[\"'](?:\w+\.)?(\w+)\.\w+[\"'](?P<more>[^\n]*)"
)
_TABLE = late(r"__tablename__\s*(?::[^=\n]+)?=\s*[\"'](\w+)[\"']")
_LONGEST, _LINE, _MOST, _SHARED = 6_000, 200, 40, 4


def upward_cascades(reading: Reading) -> list[Found]:
    """The relationships of a module by which a row takes the one along that others refer to."""
    module = reading.module
    if _WORD not in module.plain or reading.in_test:
        return []
    return [*_each(reading, module)]


def _each(reading: Reading, module: Module) -> Iterator[Found]:
    for match in islice(_RELATES.finditer(module.plain), _MOST):
        node = module.root.named_descendant_for_byte_range(match.start(), match.end() - 1)
        while node is not None and node.type != "call":
            node = node.parent
        definitions = place_of(module, match.start()).definitions
        if node is None or not definitions or definitions[-1].type != "class_definition":
            continue
        # What stands in `backref(…)` is said of the other side.
        code = _BACK.sub("", module.code(node)[:_LONGEST])
        if not _DELETES.search(code) or _ONE.search(code):
            continue
        target = _target(module, reading.call(node), node)
        if target and _refers(module, definitions[-1], target):
            owner = f"{module.defined(definitions[-1])} -> {target}"
            change = GuardChange(**reading.stated(node), guard=UPWARD, path="", detail=owner)
            yield Found(node.start_byte, node.start_byte, [change])


def _target(module: Module, call: Call, node: Node) -> str:
    """The class that a relationship leads to, "" where it leads to several or isn't known."""
    before = module.plain[max(node.start_byte - _LINE, 0) : node.start_byte]
    line = before[before.rfind("\n") + 1 :]
    annotated = _ANNOTATED.search(line)
    if annotated is not None:
        return annotated[1]
    given = call.positional[0] if call.positional else call.keywords.get("argument")
    told = _TARGET.fullmatch(module.code(given).strip()) if given is not None else None
    return told[1].rpartition(".")[2] if told is not None and ":" not in line else ""


def _refers(module: Module, owner: Node, target: str) -> bool:
    """Whether the class has a foreign key to the target's table, which several rows may share."""
    if module.defined(owner) == target:
        return False
    own = module.code(owner)[:_LONGEST]
    table = _table_of(module, target)
    keys = [one for one in _KEY.finditer(own) if _is_of(one[1], table, target)]
    alone = any(re.search(r"unique\s*=\s*True|primary_key\s*=\s*True", one["more"]) for one in keys)
    return bool(keys) and not alone


def _table_of(module: Module, target: str) -> str:
    """The name that a class of the module gives its table, "" where it gives none."""
    found = re.search(rf"(?m)^class {re.escape(target)}\b[^\n]*\n", module.plain)
    if found is None:
        return ""
    named = _TABLE.search(module.plain, found.end(), found.end() + _LONGEST // 10)
    return named[1] if named is not None else ""


def _is_of(table: str, known: str, target: str) -> bool:
    """Whether a table is the target's: by what it says, or because they are called alike."""
    if known:
        return table == known
    short, name = target.lower(), table.replace("_", "").lower()
    return name.startswith(short[: max(len(short) - 1, _SHARED)])
