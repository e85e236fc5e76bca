"""Which rows of knowledge a call is a case of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.names import MOST_PARTS, Names
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.flow import Flow
from guardrail.knowledge.python import rows_by_word
from guardrail.knowledge.python.beside import standing_in
from guardrail.knowledge.python.files import PATH_CLASSES
from guardrail.knowledge.python.network import CLIENTS
from guardrail.knowledge.python.receivers import DIALECTS, MAKERS, RECEIVERS, SPELLINGS
from guardrail.knowledge.python.rows import Row
from guardrail.patterns import late

# What is still a path after these: `Path.home()`, `Path(a).parent`, `Path(a).resolve()`.
_PATHS = late(
    rf"^(?:{'|'.join(re.escape(one) for one in sorted(PATH_CLASSES))})(?:\.(?:home|cwd))?\(\)"
    r"(?:\.(?:parents\[\]|parent|(?:absolute|expanduser|joinpath|resolve|with_name|with_stem|with_suffix)\(\)))*"
)
_DEEPEST = 6
_MADE = ("call", "binary_operator", "attribute")
DELETED = "del"
"""The method that a statement with the word is taken for: `del server["orders"]`."""
_BUILT_IN = "builtins."
_OWN = frozenset(("object", "class", ""))
"""Kinds that say nothing of what a method does: it may be one of the module's own."""


class Matching:
    """Matches calls of one module, following what variables were made by."""

    def __init__(self, names: Names, flow: Flow) -> None:
        self._names = names
        self._flow = flow
        self._rows = rows_by_word()
        self._cases: dict[tuple[int, str], tuple[Row, ...]] = {}
        self._known: dict[str, list[Row]] = {}
        self._beside: dict[tuple[str, ...], bool] = {}
        self.kinds_of: Callable[[Node], Sequence[str]] = lambda _: ()

    def rows(self, call: Call) -> Sequence[Row]:
        """The rows that the call may be a case of, worked out once for each."""
        key = (call.node.id, call.name)
        held = self._cases.get(key)
        if held is None:
            held = self._cases[key] = tuple(self._rows_of(call))
        return held

    def may_be(self, function: Node) -> bool:
        """Whether an expression may be a function that some row is about, by its name alone."""
        name = self._names.dotted(function)
        rows: Sequence[Row] = self._rows.get(name.rpartition(".")[2], ())
        if "." not in name and function.type == "identifier" and self._flow.bindings(function)[1]:
            return False
        if "." not in name and not self._names.starred:
            # A bare name is a built-in function's, or one that nothing else would be called.
            spelt = name if "_" in name else f"{_BUILT_IN}{name}"
            rows = [row for row in rows if any(one.endswith(spelt) for one in row.names)]
        return any(self._accompanied(row.beside) for row in rows)

    def _rows_of(self, call: Call) -> Iterator[Row]:
        known = self._known.get(call.last)
        if known is None:
            rows = self._rows.get(call.last, ())
            known = self._known[call.last] = [r for r in rows if self._accompanied(r.beside)]
        spoken = [call.name]
        if "." not in call.name:
            spoken += [f"{package}.{call.name}" for package in self._names.starred]
        typed = ""
        for row in known:
            if any(self._matches(one, name) for name in row.names for one in spoken):
                yield row
                continue
            # What made the object is dear to find out: most rows are told by the name alone.
            typed = typed or self.typed(call.function)
            if any(self._matches(typed, name) for name in row.names):
                yield row

    def _accompanied(self, beside: tuple[str, ...]) -> bool:
        """Whether one of the texts that a row needs beside it stands in the module, or is given."""
        if not beside:
            return True
        held = self._beside.get(beside)
        if held is None:
            given = self._names.module.source.given
            texts = given.beside if given is not None else ()
            held = not self._standing.isdisjoint(beside)
            held = held or any(one in text for one in beside for text in texts)
            self._beside[beside] = held
        return held

    @cached_property
    def _standing(self) -> frozenset[str]:
        """What rows need beside them and the module holds."""
        return standing_in(self._names.module.text)

    def _matches(self, spoken: str, name: str) -> bool:
        if name.startswith("."):
            return spoken.endswith(name)
        if spoken == name:
            return True
        if name.startswith(_BUILT_IN):
            word = name[len(_BUILT_IN) :]
            return spoken == word and word not in self._flow.scopes.top().bindings
        full, said = name.split("."), spoken.split(".")
        if len(full) < 3:
            return False
        if full[-2].endswith("()") and full[0] != "alembic":
            return False
        if full[-1][0].isupper():
            return said[-1] == full[-1]
        if len(said) == 1:
            alike = "_" in said[0] and said[0] == full[-1] and full[0] != "alembic"
            return alike and self._flow.scopes.function(said[0]) is None
        return said[-2:] == full[-2:]

    def typed(self, node: Node, depth: int = 0) -> str:
        """The dotted name with the variable at its root replaced by what made it."""
        tail: list[str] = []
        node = unwrapped(node)
        while node.type in ("attribute", "call"):
            if len(tail) >= MOST_PARTS:
                return "?" + "".join(reversed(tail))
            if node.type == "attribute":
                held = self._flow.value(node) or node
                if held.id != node.id and held.type in _MADE:
                    head = self._made_by(held, depth)
                    return _PATHS.sub("pathlib.Path()", head + "".join(reversed(tail)))
                declared = self._declared_attribute(node) if held.id == node.id else ""
                if declared:
                    return declared + "".join(reversed(tail))
                attribute = node.child_by_field_name("attribute")
                tail.append("." + (self._names.module.name(attribute) if attribute else "?"))
                below = node.child_by_field_name("object")
            else:
                got = self._names.got_attribute(node)
                given = self._given_back(node) if got is None else ""
                if given:
                    return _PATHS.sub("pathlib.Path()", given + "".join(reversed(tail)))
                tail.append("()" if got is None else f".{got[1]}")
                below = node.child_by_field_name("function") if got is None else got[0]
            if below is None:
                break
            node = unwrapped(below)
        if node.type == "binary_operator":
            head = self._made_by(node, depth)
            return _PATHS.sub("pathlib.Path()", head + "".join(reversed(tail)))
        if node.type != "identifier" or self._names.module.name(node) in self._names.imports:
            return _PATHS.sub("pathlib.Path()", self._names.dotted(node) + "".join(reversed(tail)))
        made = self._flow.value(node)
        head = self._names.dotted(node) if made is not None else self._declared(node)
        if made is not None and (made.type in _MADE or self._is_parent(made)):
            head = self._made_by(made, depth)
        return _PATHS.sub("pathlib.Path()", head + "".join(reversed(tail)))

    def _given_back(self, node: Node) -> str:
        """What makes an object of the class that a function of the module's own says it gives."""
        function = node.child_by_field_name("function")
        if function is None:
            return ""
        own: Node | None = None
        if function.type == "identifier":
            own = self._flow.scopes.function(self._names.module.name(function))
        elif function.type == "attribute":
            owner = function.child_by_field_name("object")
            named = function.child_by_field_name("attribute")
            itself = owner is not None and self._names.dotted(owner) in ("self", "cls")
            if itself and named is not None:
                own = self._method(node, self._names.module.name(named))
        typed = own.child_by_field_name("return_type") if own is not None else None
        return self._maker(typed) if typed is not None else ""

    def _method(self, node: Node, name: str) -> Node | None:
        """The method of a name of the class that a place stands in."""
        scope: Scope | None = self._flow.scopes.at(node.start_byte)[0]
        while scope is not None and not scope.is_class:
            scope = scope.parent
        for one in scope.bindings.get(name, ()) if scope is not None else ():
            if one.value is not None and one.value.type == "function_definition":
                return one.value
        return None

    def _maker(self, typed: Node) -> str:
        """What makes an object of a class that a type names, "" for any other."""
        inner = typed.named_children[0] if typed.type == "type" and typed.named_children else typed
        if inner.type == "binary_operator" and self._names.module.code(inner).endswith("| None"):
            inner = inner.named_children[0]
        name = self._names.dotted(inner) if inner.type in ("identifier", "attribute") else ""
        if name in CLIENTS:
            return f"{name}()"
        return "pathlib.Path()" if name in PATH_CLASSES else ""

    def _declared_attribute(self, node: Node) -> str:
        """The same for an attribute that is given a parameter as it is: `self.http = http`."""
        bound = self._flow.attributes(node)
        given = bound[0].value if len(bound) == 1 else None
        declared = self._declared(given) if given is not None and given.type == "identifier" else ""
        return declared if declared.endswith("()") else ""

    def _is_parent(self, node: Node) -> bool:
        """Whether an expression is `path.parents[1]`, a path like the one it is taken from."""
        return node.type == "subscript" and self._names.dotted(node).endswith(".parents[]")

    def _declared(self, node: Node) -> str:
        """The name, or what makes an object of the class that a parameter is declared to be."""
        reaching = self._flow.reaching(node)
        typed = reaching[0].annotation if len(reaching) == 1 else None
        if typed is None:
            return self._names.dotted(node)
        return self._maker(typed) or self._names.dotted(node)

    def _made_by(self, node: Node, depth: int) -> str:
        """The dotted name of what makes a variable, whose own root may be one again."""
        if depth >= _DEEPEST:
            return self._names.dotted(node)
        if node.type == "binary_operator":
            # A path joined with `/` is what its left side is.
            left = node.child_by_field_name("left")
            return self.typed(left, depth + 1) if left is not None else "?"
        return self.typed(node, depth + 1)

    def owner(self, call: Call) -> Node | None:
        """What a method is called on, `None` for a plain function.

        The method may have a name of its own (`wipe = users.delete_many`), or be got by its name.
        """
        function = unwrapped(call.function)
        if function.type == "identifier":
            made = self._flow.value(function)
            function = made if made is not None and made.type in ("attribute", "call") else function
        if function.type == "subscript" and call.last == DELETED:
            return function.child_by_field_name("value")
        if function.type == "call":
            got = self._names.got_attribute(function)
            return got[0] if got is not None else None
        return function.child_by_field_name("object") if function.type == "attribute" else None

    def receiver(self, call: Call) -> str:
        """What kind of thing the method is called on: "cursor", "connection", … or "".

        By what made it or its type; where that isn't known, by how it is spelt.
        """
        owner = self.owner(call)
        if owner is None:
            return ""
        kinds = self.known_kinds(call)
        if kinds:
            return next((kind for kind in kinds if kind in RECEIVERS), kinds[0])
        typed = self.typed(owner)
        last = typed.rsplit(".", 1)[-1]
        if last.endswith("()"):
            kind = MAKERS.get(last[:-2], "")
            if kind:
                return kind
        words = last.removesuffix("()").rstrip("0123456789").lower().split("_")
        return SPELLINGS.get(words[-1], "") or SPELLINGS.get("_".join(words), "")

    def known_kinds(self, call: Call) -> Sequence[str]:
        """The kinds that what a method is called on is known to be of, none where nothing is."""
        owner = self.owner(call)
        kinds = self.kinds_of(owner) if owner is not None else ()
        return () if _OWN.issuperset(kinds) else kinds

    def dialect(self) -> str:
        """The dialect of the only driver the module imports, "" where there is none or several."""
        spoken = {DIALECTS[package] for package in self._names.packages if package in DIALECTS}
        return next(iter(spoken)) if len(spoken) == 1 else ""
