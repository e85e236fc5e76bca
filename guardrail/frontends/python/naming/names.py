"""What a dotted expression is called once imports and plain aliases are followed."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.scopes import Scopes
from guardrail.frontends.python.source.tree import Module, unwrapped
from guardrail.frontends.python.source.whole_words import whole
from guardrail.patterns import late

_IMPORT = late(whole("import"))
_IMPORTS = frozenset(("import_statement", "import_from_statement"))
_KEPT = late(r"^[ \t]+(?:self\.)?([^\W\d]\w*)[ \t]*(?::[^=\n]*)?=[ \t]*([^\W\d]\w*)[ \t]*$", re.M)
_GIVEN = late(r"=[ \t]*([^\W\d]\w*)[ \t]*$", re.M)
"""A line that gives a name of a class, or an attribute of an object, another name."""
_ITSELF = ("self", "cls")
_MOST_ALIASES = 6
_MOST_PIECES = 50
_LONGEST = 20
MOST_PARTS = 200
"""Of a longer chain only the end has a name."""
_IMPORTING = ("__import__", "import_module")
CONVENTIONS: dict[str, str] = {
    "sa": "sqlalchemy",
    "op": "alembic.op",
    "migrations": "django.db.migrations",
    "Path": "pathlib.Path",
    "pd": "pandas",
    "sp": "subprocess",
}
"""What a name means in a text that nowhere says where it comes from."""


class Names:
    """The imports of a module, wherever they stand in it.

    `asked_for` are the names that calls of `getattr` ask for by a variable, by the calls' ids.
    """

    def __init__(self, module: Module, scopes: Scopes) -> None:
        self.module = module
        self._scopes = scopes
        self.imports: dict[str, str] = {}
        self.starred: list[str] = []
        self.asked_for: dict[int, str] = {}
        self._kept: dict[str, str] | None = None
        for trail in module.around(match.span() for match in _IMPORT.finditer(module.plain)):
            if len(trail) > 1 and trail[0].type == "import" and trail[1].type in _IMPORTS:
                self._read_import(trail[1])
        self.packages = frozenset(name.split(".", 1)[0] for name in self.imports.values())

    def _read_import(self, node: Node) -> None:
        origin = node.child_by_field_name("module_name")
        prefix = f"{self.module.name(origin)}." if origin is not None else ""
        if prefix.endswith("..") or prefix == "..":
            prefix = prefix[:-1]
        if any(child.type == "wildcard_import" for child in node.named_children):
            self.starred.append(prefix[:-1])
        for child in node.children_by_field_name("name"):
            if child.type == "aliased_import":
                name = child.child_by_field_name("name")
                alias = child.child_by_field_name("alias")
                if name is not None and alias is not None:
                    self.imports[self.module.name(alias)] = prefix + self.module.name(name)
            elif prefix:
                self.imports[self.module.name(child)] = prefix + self.module.name(child)
            else:
                top = self.module.name(child).split(".", 1)[0]
                self.imports.setdefault(top, top)

    def dotted(self, node: Node, aliases: int = 0) -> str:
        """The qualified name of an expression: `os.system`, `connection.cursor().execute`.

        A call inside it is `()`, a subscript `[]`, what has no name `?`.
        """
        tail: list[str] = []
        node = unwrapped(node)
        while len(tail) < MOST_PARTS:
            if node.type == "attribute":
                attribute = node.child_by_field_name("attribute")
                below = node.child_by_field_name("object")
                tail.append(f".{self.module.name(attribute)}" if attribute is not None else ".?")
            elif node.type == "call":
                imported = self._imported_by_call(node)
                if imported:
                    return imported + "".join(reversed(tail))
                got = self.got_attribute(node)
                if got is not None:
                    below, name = got
                    tail.append(f".{name}")
                else:
                    below = node.child_by_field_name("function")
                    tail.append("()")
            elif node.type == "subscript":
                below = node.child_by_field_name("value")
                tail.append("[]")
            else:
                break
            if below is None:
                break
            node = unwrapped(below)
        head = "?"
        if node.type in ("attribute", "call", "subscript") and len(tail) >= MOST_PARTS:
            return head + "".join(reversed(tail))
        if node.type == "identifier":
            kept = self._kept_module(node, tail[-1]) if len(tail) > 1 else ""
            head = kept or self._head(node, aliases)
            tail = tail[:-1] if kept else tail
        elif node.type == "string":
            head = "str"
        elif node.type == "binary_operator":
            # A path joined with `/` is what its left side is.
            while node.type == "binary_operator":
                left = node.child_by_field_name("left")
                if left is None:
                    break
                node = unwrapped(left)
            if node.type in ("call", "identifier", "attribute") and aliases < _MOST_ALIASES:
                head = self.dotted(node, aliases + 1)
        return head + "".join(reversed(tail))

    def _kept_module(self, owner: Node, attribute: str) -> str:
        """What is imported that an object keeps in an attribute: `self.codec` of `codec = pickle`.

        "" where it isn't an object's own, or what it keeps is one thing or another.
        """
        if self.module.name(owner) not in _ITSELF:
            return ""
        if self._kept is None:
            plain, found = self.module.plain, dict[str, set[str]]()
            # Most give nothing that is imported another name: found out by a faster pattern.
            kept = not self.imports.keys().isdisjoint(_GIVEN.findall(plain))
            for match in _KEPT.finditer(plain) if kept else ():
                found.setdefault(match[1], set()).add(self.imports.get(match[2], ""))
            self._kept = {name: told.pop() for name, told in found.items() if len(told) == 1}
        return self._kept.get(attribute[1:], "")

    def _head(self, node: Node, aliases: int) -> str:
        name = self.module.name(node)
        if name in self.imports:
            return self.imports[name]
        if aliases < _MOST_ALIASES:
            bound = self._scopes.top().bindings.get(name, ())
            if len(bound) == 1 and bound[0].kind is BindingKind.ASSIGNED:
                value = bound[0].value
                value = unwrapped(value) if value is not None else None
                got = value is not None and value.type == "call" and self.got_attribute(value)
                if value is not None and (got or value.type in ("attribute", "identifier")):
                    return self.dotted(value, aliases + 1)
            if not bound:
                return CONVENTIONS.get(name, name)
        return name

    def imported(self, node: Node) -> str:
        """What an imported name, or an attribute of one, is called where it comes from; else ""."""
        tail: list[str] = []
        while node.type == "attribute":
            attribute, below = (node.child_by_field_name(part) for part in ("attribute", "object"))
            if attribute is None or below is None or len(tail) > _MOST_ALIASES:
                return ""
            tail.append(f".{self.module.name(attribute)}")
            node = below
        if node.type != "identifier":
            return ""
        name = self.module.name(node)
        head = self.imports.get(name, "")
        if not head and len(self.starred) == 1 and name not in self._scopes.top().bindings:
            head = f"{self.starred[0]}.{name}"
        return head + "".join(reversed(tail)) if head else ""

    def got_attribute(self, call: Node) -> tuple[Node, str] | None:
        """The object and the name of `getattr(object, "name")`."""
        function = call.child_by_field_name("function")
        if function is None or function.end_byte - function.start_byte > _LONGEST:
            return None
        if self.module.name(function) != "getattr":
            return None
        arguments = call.child_by_field_name("arguments")
        given = self.module.children(arguments)[0] if arguments is not None else []
        name = self._spelt(given[1]) if len(given) > 1 else ""
        name = name or self.asked_for.get(call.id, "")
        return (given[0], name) if name else None

    def _spelt(self, node: Node) -> str:
        """The name that one or several plain strings spell together, "" for anything else."""
        pieces: list[str] = []
        waiting = [node]
        while waiting and len(pieces) < _MOST_PIECES:
            one = unwrapped(waiting.pop())
            if one.type == "string":
                pieces.append(self.module.code(one).strip("'\""))
            elif one.type == "concatenated_string" or self._is_sum(one):
                waiting += reversed(self.module.children(one)[0])
            else:
                return ""
        return "" if waiting else "".join(pieces)

    def _is_sum(self, node: Node) -> bool:
        operator = node.child_by_field_name("operator")
        return operator is not None and self.module.code(operator) == "+"

    def _imported_by_call(self, call: Node) -> str:
        function = call.child_by_field_name("function")
        if function is None or not self.module.text.endswith(
            _IMPORTING, function.start_byte, function.end_byte
        ):
            return ""
        arguments = call.child_by_field_name("arguments")
        given = self.module.children(arguments)[0] if arguments is not None else []
        if not given or given[0].type != "string":
            return ""
        return self.module.code(given[0]).strip("'\"")
