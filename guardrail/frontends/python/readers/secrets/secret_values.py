"""What an expression shows of secrets: by their names, by where they were read, by their class."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.readers.secrets.entries_changed import (
    keys_gone,
    put_further,
    without,
)
from guardrail.frontends.python.readers.secrets.login_headers import (
    filled_in,
    header_filled,
    login_shown,
    masked,
)
from guardrail.frontends.python.readers.secrets.named_files import holds_path
from guardrail.frontends.python.readers.secrets.packed_buffers import packed
from guardrail.frontends.python.readers.secrets.parsed_options import secret_options
from guardrail.frontends.python.readers.secrets.secret_names import (
    is_own,
    is_secret,
    named_secret,
    secret_fields,
)
from guardrail.frontends.python.readers.secrets.shown_calls import ShownCalls
from guardrail.frontends.python.readers.secrets.shown_entries import (
    entries_left,
    secrets_left,
)
from guardrail.frontends.python.readers.secrets.shown_environment import (
    each_in_clause,
    each_in_loop,
    picked_in_clause,
    picked_in_loop,
    whole_mapping,
)
from guardrail.frontends.python.readers.secrets.steps_back import (
    GROWING,
    behind_binding,
    behind_name,
    called,
)
from guardrail.frontends.python.readers.secrets.stored_secrets import (
    fetched_secret,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.comprehensions import clause_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.secret_answers import SETTINGS, STORED
from guardrail.knowledge.python.telling import HARMLESS
from guardrail.patterns import late

_EVERY_SETTING = late(
    r"\bgetattr\(\s*(?:\w+\.)?settings\s*,[^\n]*\bin\s+(?:sorted\()?dir\(\s*(?:\w+\.)?settings\b"
)
_SOME = late(r"\bnot\s+in\b|\bin\s+[A-Z(\[{\"']|SECRET|PASSWORD|mask|redact|clean|safe", re.ASCII)
"""A condition that leaves out some of them."""
_PARTS = frozenset(
    (
        *("string", "concatenated_string", "interpolation", "tuple", "list", "dictionary", "set"),
        *("expression_list", "argument_list", "dictionary_splat", "list_splat"),
    )
)
_LOGINS = frozenset(("string", "pair"))
_COMPREHENSIONS = frozenset(
    ("list_comprehension", "dictionary_comprehension", "generator_expression", "set_comprehension")
)
_COMPARED = late(r"^not\s+|\s+(?:is|==|!=)\s.*$", re.DOTALL)
"""What a condition says of what it asks for."""
_MOST, _DEEPEST = 80, 24
_FEW = 8


class Shows(ShownCalls):
    """Tells what expressions of a module show."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._seen: set[int] = set()
        self._depth = 0
        self.origins: dict[str, Node] = {}
        """The innermost expression that shows each secret which was found."""

    def of(self, node: Node) -> Iterator[str]:
        """What an expression shows that is secret: "password config.password"."""
        node = unwrapped(node)
        if node.id in self._seen or len(self._seen) > _MOST or self._depth > _DEEPEST:
            return
        self._seen.add(node.id)
        self._depth += 1
        found = [*self._within(node)]
        self._depth -= 1
        for what in found:
            self.origins.setdefault(what, node)
        yield from found

    def _within(self, node: Node) -> Iterator[str]:
        kind = node.type
        if self._from_stores and fetched_secret(self._reading, node):
            yield STORED
            return
        whole = whole_mapping(self._reading, node) if kind == "call" else ""
        if whole:
            yield whole
            return
        if kind == "list_splat" and any(map(self._is_mapping, node.named_children)):
            return  # names alone
        told = login_shown(self._reading, node) if kind in _LOGINS else ""
        if kind in _PARTS:
            found = [what for one in self._parts(node) for what in self.of(one)]
            yield from found or filter(None, (told,))
        elif kind in ("pair", "keyword_argument", "named_expression"):
            value = node.child_by_field_name("value")
            found = [*self.of(value)] if value is not None else []
            yield from found or filter(None, (told,))
        elif kind == "binary_operator":
            yield from self._sum(node)
        elif kind == "boolean_operator":
            yield from self._either(node)
        elif kind == "conditional_expression":
            yield from self._chosen(node)
        elif kind == "identifier":
            yield from self._name(node)
        elif kind == "attribute":
            yield from self._attribute(node)
        elif kind == "subscript":
            yield from self._entry(node)
        elif kind == "call":
            yield from self._call(node)
        elif kind in _COMPREHENSIONS:
            yield from self._comprehension(node)

    def _parts(self, node: Node) -> list[Node]:
        """What an expression is made of, but for mappings whose secrets are written over in it."""
        parts = self._module.children(node)[0]
        if node.type == "dictionary" and masked(self._reading, node):
            return [one for one in parts if one.type != "dictionary_splat"]
        return parts

    def _sum(self, node: Node) -> Iterator[str]:
        operator = node.child_by_field_name("operator")
        if operator is None or self._module.code(operator) not in ("+", "%", "|"):
            return
        for side in ("left", "right"):
            one = node.child_by_field_name(side)
            if one is not None:
                yield from self.of(one)

    def _either(self, node: Node) -> Iterator[str]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is not None and operator is not None and self._module.code(operator) == "or":
            yield from self.of(left)
        if right is not None:
            yield from self.of(right)

    def _chosen(self, node: Node) -> Iterator[str]:
        """One of two, but for `password if show else "***"`: there somebody asks to see it."""
        first, condition, last = self._module.children(node)[0][:3]
        asked = _COMPARED.sub("", self._module.code(condition))
        whether = re.compile(rf"(?<![\w.]){re.escape(asked)}(?![\w.])")
        for one, other in ((first, last), (last, first)):
            if other.type != "string" or whether.search(self._module.code(one)):
                yield from self.of(one)

    def _name(self, node: Node) -> Iterator[str]:
        name = self._module.name(node)
        whole = whole_mapping(self._reading, node)
        if whole:
            yield whole
            return
        if HARMLESS.search(name):
            yield from self._called_so(node)
            return
        clause = clause_around(self._module, node)
        if clause is not None:
            yield from self._of_clause(node, clause)
            return
        reaching = self._reading.builder.flow.reaching(node)
        if is_secret(name):
            if holds_path(self._reading, node):
                return
            yield from named_secret(self._module, name, reaching)
            return
        if masked(self._reading, node):
            return
        for binding in reaching[:4]:
            yield from self._bound(node, binding)
        for one in filled_in(self._reading, node):
            told = header_filled(self._reading, one)
            yield from (told,) if told else ()
        for _, one in put_further(self._reading, node):
            yield from self.of(one)
        for binding in self._reading.builder.flow.bindings(node)[1][-_FEW:]:
            if binding.kind in GROWING and binding.value is not None:
                yield from self.of(binding.value)
        for one in packed(self._reading, node):
            yield from self.of(one)
        yield from secret_fields(self._reading, node)
        yield from secret_options(self._reading, node)

    def _called_so(self, node: Node) -> Iterator[str]:
        """What is shown of what has a name such as `masked`: all that is there under another."""
        for one in self._reading.builder.flow.reaching(node)[:_FEW]:
            value = one.value if one.kind is BindingKind.ASSIGNED and one.index is None else None
            if value is not None and unwrapped(value).type in ("identifier", "attribute"):
                yield from self.of(value)

    def _of_clause(self, node: Node, clause: Node) -> Iterator[str]:
        """What a name of a comprehension is each of, unless only some are taken."""
        each = each_in_clause(self._reading, clause, self._module.name(node))
        if each:
            yield each
            return
        left = entries_left(self._reading, clause)
        if left is None and not picked_in_clause(self._reading, clause):
            left = behind_name(self._reading, node)
        for one in left or ():
            yield from self.of(one)

    def _bound(self, node: Node, binding: Binding) -> Iterator[str]:
        if binding.value is not None and binding.kind in GROWING:
            yield from self.of(binding.value)
        if binding.kind is BindingKind.LOOPED and binding.value is not None:
            each = each_in_loop(self._reading, binding.value, binding.after)
            if each and binding.index == 1:
                yield each
                return
            if picked_in_loop(self._reading, binding.after):
                return
        handed = binding.kind is BindingKind.PARAMETER
        gone = keys_gone(self._reading, node)
        for one in behind_binding(self._reading, node, binding):
            given = called(self._reading, one) if gone and one.type == "call" else []
            left = [each for part in given or [one] for each in without(self._reading, part, gone)]
            told: Iterator[str] = (what for each in left for what in self.of(each))
            # What only has the name of a secret elsewhere may be something else here.
            yield from filter(is_own, told) if handed else told

    def _comprehension(self, node: Node) -> Iterator[str]:
        code = self._module.code(node)
        if _EVERY_SETTING.search(code) and not _SOME.search(code):
            yield SETTINGS
            return
        body = node.child_by_field_name("body")
        yield from secrets_left(self._reading, node)
        yield from self.of(body) if body is not None else ()
