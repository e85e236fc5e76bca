"""Imports of a module: which a piece of code needs, where another one goes."""

from __future__ import annotations

from collections.abc import Iterable

from tree_sitter import Node

from guardrail.model import Edit
from guardrail.patterns import late
from guardrail.remedies.place import Place
from guardrail.remedies.python.tree import code, top_level

_IMPORTS = ("import_statement", "import_from_statement")
_FROM = late(r"from (?P<module>\S+) import (?P<names>[^()]+)")
_NAME = late(r"[^\W\d]\w*")


def imports_of(text: str) -> list[Node]:
    """The import statements of the module."""
    return [node for node in top_level(text) if node.type in _IMPORTS]


def _bound(node: Node, text: str) -> list[str]:
    names = []
    for each in node.children_by_field_name("name"):
        alias = each.child_by_field_name("alias")
        names.append(code(text, alias) if alias is not None else code(text, each).partition(".")[0])
    return names


def needed(text: str, piece: str) -> list[str]:
    """The import statements that a piece of code needs."""
    used = set(_NAME.findall(piece))
    return [_only(node, text, used) for node in imports_of(text) if used & set(_bound(node, text))]


def _only(node: Node, text: str, used: set[str]) -> str:
    """The statement with no more names than are used."""
    module = node.child_by_field_name("module_name")
    if module is None:
        return code(text, node)
    names = zip(node.children_by_field_name("name"), _bound(node, text), strict=True)
    kept = ", ".join(code(text, each) for each, bound in names if bound in used)
    return f"from {code(text, module)} import {kept}"


def imported(place: Place, module: str, name: str) -> Edit | None:
    """The edit that imports a name, in the order of what is there; `None` where it is imported."""
    text = place.text
    found = imports_of(text)
    for node in found:
        source = node.child_by_field_name("module_name")
        if source is None or code(text, source) != module:
            continue
        if name in _bound(node, text):
            return None
        last = node.children_by_field_name("name")
        if last and ")" not in code(text, node):
            return place.edit(last[-1].end_byte, last[-1].end_byte, f", {name}")
    line = f"from {module} import {name}"
    for node in found:
        if node.type == "import_from_statement" and code(text, node) > line:
            return place.edit(node.start_byte, node.start_byte, f"{line}\n")
    at = found[-1].end_byte if found else 0
    return place.edit(at, at, f"\n{line}" if found else f"{line}\n")


def imported_module(place: Place, module: str) -> Edit | None:
    """The edit that imports a module by its name; `None` where that is done."""
    text = place.text
    found = imports_of(text)
    if any(node.type == "import_statement" and module in _bound(node, text) for node in found):
        return None
    line = f"import {module}"
    for node in found:
        future = code(text, node).startswith("from __future__")
        if not future and (node.type != "import_statement" or code(text, node) > line):
            return place.edit(node.start_byte, node.start_byte, f"{line}\n")
    if found:
        return place.edit(found[-1].end_byte, found[-1].end_byte, f"\n{line}")
    return place.edit(0, 0, f"{line}\n\n")


def merged(lines: Iterable[str]) -> list[str]:
    """Import statements in order, those of one module as one."""
    names: dict[str, set[str]] = {}
    others: set[str] = set()
    for line in lines:
        found = _FROM.fullmatch(line)
        if found is None:
            others.add(line)
        else:
            names.setdefault(found["module"], set()).update(found["names"].split(", "))
    joined = {f"from {module} import {', '.join(sorted(each))}" for module, each in names.items()}
    return [*sorted(others), *sorted(joined)]
