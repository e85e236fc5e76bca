"""Which driver a call goes to: by what the receiver is made of, what the file imports, what the
project asks for.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.knowledge.python.parameters import DISTRIBUTIONS, STYLES, Given
from guardrail.patterns import late
from guardrail.remedies.place import Place
from guardrail.remedies.python.imports import imports_of
from guardrail.remedies.python.tree import around, code

_ROOT = late(r"""(?:await\s+)?[("']?(?P<root>[^\W\d][\w.]*)""")
_ASKED = late(r"""(?:^|["'])([A-Za-z][\w.-]*)(?=[\s\[<>=~!;,"']|$)""", re.M)
_MAPPERS = ("sqlalchemy", "sqlmodel", "flask_sqlalchemy", "peewee", "tortoise")
"""Packages whose objects have an `execute` of their own, which takes values in its own way."""

_REQUIREMENTS = (
    "pyproject.toml",
    "requirements.txt",
    "setup.cfg",
    "setup.py",
    "Pipfile",
)
_DEEPEST = 6


def driver_of(place: Place, receiver: Node) -> str:
    """The package of the driver, "" where it can't be told."""
    names = _imported(place.text)
    found = _traced(place.text, receiver, names, _DEEPEST)
    if found is not None:
        return found
    known = {package for package in names.values() if package in STYLES or package in _MAPPERS}
    if known:
        return _one_of(known)
    return _required(place)


def _one_of(known: set[str]) -> str:
    """A package, where all that are known take values alike; Django's cursors take them in both."""
    styles = {each: STYLES[each] for each in known if each in STYLES}
    if len(styles) != len(known):
        return ""
    ways = {(style.mark, style.given in (Given.TUPLE, Given.LIST)) for style in styles.values()}
    drivers = sorted(known - {"django"}) or sorted(known)
    return drivers[0] if len(ways) == 1 else ""


def _imported(text: str) -> dict[str, str]:
    """The names that the module imports, with their packages."""
    found: dict[str, str] = {}
    for node in imports_of(text):
        module = node.child_by_field_name("module_name")
        for each in node.children_by_field_name("name"):
            alias = each.child_by_field_name("alias")
            whole = each.child_by_field_name("name") or each
            source = code(text, module if module is not None else whole)
            name = code(text, alias) if alias is not None else code(text, whole)
            found[name if module is not None else name.partition(".")[0]] = _package(source)
    return found


def _package(module: str) -> str:
    top = module.partition(".")[0]
    return module if module.startswith(".") else top


def _traced(text: str, node: Node, names: dict[str, str], depth: int) -> str | None:
    """The package that an expression comes from: "" another than a driver, `None` not known."""
    written = _ROOT.match(code(text, node))
    if written is None or depth == 0:
        return None
    root = written["root"]
    top = root.partition(".")[0]
    if top in names and not _bound(text, node, top):
        return names[top] if names[top] in STYLES else "" if names[top] in _MAPPERS else None
    parts = root.split(".")
    held = ".".join(parts[:2]) if top in ("self", "cls") else top
    for value in _bound(text, node, held):
        found = _traced(text, value, names, depth - 1)
        if found is not None:
            return found
    return None


def _bound(text: str, node: Node, name: str) -> list[Node]:
    """What a name is bound to in the functions around and the module: values and annotations."""
    owner = around(node, "function_definition", "module")
    if name.partition(".")[0] in ("self", "cls"):
        owner = around(node, "class_definition")
    found: list[Node] = []
    while owner is not None and not found:
        found = [
            value for value in _bindings(text, owner, name) if value.start_byte < node.end_byte
        ]
        above = owner.parent
        owner = around(above, "function_definition", "module") if above is not None else None
    return found


def _bindings(text: str, owner: Node, name: str) -> list[Node]:
    found: list[Node] = []
    waiting = [owner]
    while waiting:
        each = waiting.pop()
        waiting += each.named_children
        value = None
        if each.type == "assignment":
            left = each.child_by_field_name("left")
            if left is not None and code(text, left) == name:
                value = each.child_by_field_name("type") or each.child_by_field_name("right")
        elif each.type == "as_pattern":
            target = each.named_children[-1]
            if target.type == "as_pattern_target" and code(text, target) == name:
                value = each.named_children[0]
        elif each.type in ("typed_parameter", "typed_default_parameter"):
            first = each.child_by_field_name("name") or each.named_children[0]
            if code(text, first) == name:
                value = each.child_by_field_name("type")
        elif each.type == "function_definition":
            own = each.child_by_field_name("name")
            if own is not None and code(text, own) == name.rpartition(".")[2]:
                found += _given_back(each)
        if value is not None:
            found.append(value)
    return found


def _given_back(function: Node) -> list[Node]:
    """What a function says or shows that it gives back."""
    kind = function.child_by_field_name("return_type")
    found = [kind] if kind is not None else []
    waiting = [function.child_by_field_name("body") or function]
    while waiting:
        each = waiting.pop()
        waiting += [one for one in each.named_children if one.type != "function_definition"]
        if each.type in ("return_statement", "yield") and each.named_children:
            found.append(each.named_children[0])
    return found


def _required(place: Place) -> str:
    """The driver that the project asks for, where it asks for drivers that take values alike."""
    found: set[str] = set()
    for path in _REQUIREMENTS:
        for name in map(str.lower, _ASKED.findall(place.other(path) or "")):
            package = DISTRIBUTIONS.get(name, name.replace("-", "_"))
            if package in STYLES or package in _MAPPERS:
                found.add(package)
    return _one_of(found) if found else ""
