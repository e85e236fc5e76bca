"""What an expression is made of: back through names, calls and parameters to where it begins.

A parameter is followed to what the module's own calls give it, and told where nobody does. Each
root comes with the functions that the value went through, so that a reader can ask what they do.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.functions.callers import ITSELF, class_around
from guardrail.frontends.python.functions.function_of_call import handed_over, own_function
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.branches import ADDING
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.comprehensions import is_numbered
from guardrail.frontends.python.source.structure import end_of_loop, function_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.beginnings import (
    LAST_PART,
    At,
    Entry,
    Root,
)
from guardrail.frontends.python.values.declared_fields import is_plain_field
from guardrail.frontends.python.values.fillings import put_into
from guardrail.frontends.python.values.given_by_calls import given_by_calls, top_of
from guardrail.frontends.python.values.injected import injected_by
from guardrail.frontends.python.values.last_parts import (
    is_ending,
    is_last_attribute,
    taken_number,
)
from guardrail.frontends.python.values.records import given_field
from guardrail.knowledge.python.origins import PLAIN_CALLS, QUOTING, QUOTING_ALL
from guardrail.knowledge.python.outside import READING_CALLS
from guardrail.patterns import late

_MOST = 80
_MOST_KEPT = 4
_COMPREHENSIONS = frozenset(
    ("list_comprehension", "set_comprehension", "generator_expression", "dictionary_comprehension")
)
_NONE: frozenset[str] = frozenset()
_BY_KEY = ("get", "pop")
_COPYING = ("dict", "copy", "deepcopy")
DECLARING = late(
    r"(?:\w+\.)?(?:Field|field|Form|Body|Query|Path|Header|Cookie|File|attr\.ib|Param)\(|[\"']"
)
"""How the value of a field of a record begins in the class."""
_SUMS = frozenset(
    (
        "string",
        "interpolation",
        "concatenated_string",
        "binary_operator",
        "boolean_operator",
        "tuple",
        "list",
        "dictionary",
        "pair",
        "expression_list",
        "list_splat",
        "dictionary_splat",
        "conditional_expression",
        "format_expression",
    )
)


def roots(reading: Reading, node: Node, *, grown: bool = False) -> tuple[Root, ...]:
    """The beginnings of a value, worked out once for each expression.

    With `grown` also of what is added to it on the way, whichever part of it that is.
    """
    key = ("roots and more" if grown else "roots", node.id)
    held: tuple[Root, ...] | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = tuple(_Walk(reading, grown).of(node))
    return held


class _Walk:
    """One way back from an expression."""

    def __init__(self, reading: Reading, grown: bool) -> None:
        self._reading = reading
        self._grown = grown
        self._module = reading.module
        self._waiting: list[tuple[Node, At]] = []
        self._at = At()

    def of(self, node: Node) -> Iterator[Root]:
        around = function_around(self._module, node)
        self._waiting = [(node, At(() if around is None else (around,), top=top_of(around)))]
        seen: set[tuple[int, int, bool]] = set()
        while self._waiting and len(seen) < _MOST:
            one, self._at = self._waiting.pop()
            one = unwrapped(one)
            entered = self._at.entered
            key = (one.id, entered[-1].node.id if entered else 0, LAST_PART in self._at.way)
            if key in seen:
                continue
            seen.add(key)
            yield from self._back(one)

    def _more(self, nodes: Iterator[Node] | list[Node]) -> None:
        self._waiting += [(one, self._at) for one in nodes]

    def _root(self, node: Node, function: Node | None = None) -> Root:
        at = self._at
        entered = tuple((one.function, one.call) for one in at.entered)
        top = at.top or _NONE
        return Root(node, function, at.through, at.way, at.holders, top, entered, at.field)

    def _taken_by(self, key: Node | None) -> None:
        """Remembers that a value is taken out of another by a key that is written there."""
        written = key is not None and key.type in ("string", "identifier")
        said = self._reading.known(key) if written else ""
        if said:
            self._at = self._at._replace(way=self._at.way | {said}, taken=True)
        self._at = self._at._replace(key=said)

    def _is_last(self) -> None:
        """Remembers that what is taken is the last part of a path, or an ending."""
        self._at = self._at._replace(way=self._at.way | {LAST_PART})

    def _called(self, name: str) -> None:
        """Remembers a name of the value, or of what it is taken out of."""
        if self._at.top is not None:
            self._at = self._at._replace(top=self._at.top | {name})
        if self._at.taken:
            self._at = self._at._replace(holders=self._at.holders | {name})
        else:
            self._at = self._at._replace(way=self._at.way | {name})

    def _back(self, node: Node) -> Iterator[Root]:
        kind = node.type
        if kind == "identifier":
            yield from self._name(node)
        elif kind == "call":
            yield self._root(node)
            self._call(node)
        elif kind in ("attribute", "subscript"):
            yield self._root(node)
            if kind == "attribute" and is_plain_field(self._reading, node):
                return
            self._taken_by(node.child_by_field_name("subscript"))
            value = node.child_by_field_name("value")
            if kind == "subscript" and is_ending(
                self._reading, value, taken_number(self._reading, node)
            ):
                self._is_last()
            asked = node.child_by_field_name("attribute")
            if asked is not None:
                name, owner = self._module.name(asked), node.child_by_field_name("object")
                self._at = self._at._replace(field=name)
                if is_last_attribute(self._reading, name, owner):
                    self._is_last()
            below = node.child_by_field_name("object") or node.child_by_field_name("value")
            value = self._reading.builder.flow.value(node) if kind == "attribute" else None
            held = [below] if below is not None else []
            known = value is not None and value.id != node.id
            kept = self._kept(node) if kind == "attribute" and not known else []
            if kept:
                held = [*kept, *held]
            elif value is not None and known:
                # The field of a record: what is declared there is a default at most.
                declared = DECLARING.match(self._module.code(value)) is not None
                held = [value, *held] if declared else [value]
            self._more(held)
        elif kind in _COMPREHENSIONS:
            self._at = self._at._replace(key="")
            parts = self._module.children(node)[0]
            over = [one.child_by_field_name("right") for one in parts]
            body = node.child_by_field_name("body")
            function = body.child_by_field_name("function") if body is not None else None
            over = [] if function is not None and self._quotes(function) else over
            self._more([one for one in (body, *over) if one is not None])
        elif kind == "dictionary" and self._at.key:
            self._entry(node)
        elif kind in _SUMS:
            self._more(self._module.children(node)[0])
        elif kind == "argument_list":
            given = self._module.children(node)[0]
            self._more([one.child_by_field_name("value") or one for one in given])

    def _entry(self, node: Node) -> None:
        """Goes on with what stands in a dictionary under the key that is asked for."""
        key = self._at.key
        parts = self._module.children(node)[0]
        told = self._reading.builder.flow.entries(node)
        others = [one for one in parts if one.type != "pair" or not self._key_of(one)]
        self._more(others)
        self._at = self._at._replace(key="")
        self._more(told.get(key, []))

    def _key_of(self, pair: Node) -> str:
        key = pair.child_by_field_name("key")
        return self._reading.known(key) if key is not None else ""

    def _name(self, node: Node) -> Iterator[Root]:
        flow = self._reading.builder.flow
        self._called(self._module.name(node))
        clause = flow.comprehension_clause(node)
        if clause is not None:
            over, each = clause.child_by_field_name("right"), clause.child_by_field_name("left")
            first = each.named_children[0] if each is not None and each.named_children else None
            counted = first is not None and self._module.code(first) == self._module.code(node)
            if over is not None and not (counted and is_numbered(self._module, over)):
                self._more([over])
            return
        scope, bound, _ = flow.bindings(node)
        reaching = flow.reaching(node)
        if self._grown and scope is not None and (end := end_of_loop(self._module, node)):
            # What is added further down in a loop is there the next time.
            every = scope.bindings.get(self._module.name(node), ())
            bound = [one for one in every if one.after <= end]
        if self._grown and any(one.kind in ADDING for one in bound):
            held = [one for one in bound if one.kind in ADDING or one.kind is BindingKind.ASSIGNED]
            self._more([one.value for one in held if one.value is not None])
        if not reaching:
            yield self._root(node)
        if scope is not None:
            for put, under in put_into(self._reading, node, scope, self._at.key):
                at = self._at._replace(key="") if under else self._at
                self._waiting.append((put, at))
        for binding in reaching:
            if binding.kind is BindingKind.PARAMETER and scope is not None:
                yield self._root(node, scope.node)
                filling = injected_by(self._reading, binding)
                if filling is not None:
                    before = self._at
                    self._at = before._replace(through=(*before.through, filling), entered=())
                    self._more(results_of(self._module, filling))
                    self._at = before
                self._waiting += given_by_calls(self._reading, node, scope.node, self._at)
            elif binding.value is not None and binding.kind is not BindingKind.DEFINED:
                looped = binding.kind is BindingKind.LOOPED and binding.index == 0
                if looped and is_numbered(self._module, binding.value):
                    continue
                before = self._at
                if binding.kind not in (BindingKind.ASSIGNED, BindingKind.OPENED):
                    self._at = self._at._replace(key="")
                if is_ending(self._reading, binding.value, binding.index):
                    self._is_last()
                self._more([binding.value])
                self._at = before

    def _kept(self, attribute: Node) -> list[Node]:
        """What methods give an attribute of their own object: `self.formula = formula`."""
        bound = self._reading.builder.flow.attributes(attribute)
        given = [one.value for one in bound if one.kind is BindingKind.ASSIGNED]
        return [one for one in given if one is not None and one.id != attribute.id][:_MOST_KEPT]

    def _made_class(self, call: Call) -> Scope | None:
        """The module's class that a call makes an object of: `Search(…)`, in it also `cls(…)`."""
        scopes = self._reading.scopes
        if call.name in ITSELF:
            around = function_around(self._module, call.node)
            owner = class_around(around) if around is not None else None
            return scopes.of_class(self._module.defined(owner)) if owner is not None else None
        found = scopes.of_class(call.name)
        return found if found is None or found.is_class else None

    def _field(self, call: Call, record: Scope, name: str) -> None:
        """Goes on with what a record is given for a field where it is made."""
        made = replace(call, name=self._module.defined(record.node))
        given = given_field(self._reading.builder.flow, made, name)
        if given is not None:
            self._at = self._at._replace(field="")
            self._more([given])

    def _quotes(self, function: Node) -> bool:
        """Whether a function quotes what it is given: `[shlex.quote(word) for word in words]`."""
        return QUOTING.search(self._reading.names.dotted(function).rpartition(".")[2]) is not None

    def _call(self, node: Node) -> None:
        reading = self._reading
        call = reading.call(node)
        if call.last in PLAIN_CALLS or QUOTING.search(call.last) or call.name in QUOTING_ALL:
            return
        if call.last == "map" and call.positional and self._quotes(call.positional[0]):
            return
        made = self._at.field if call.name.isidentifier() else ""
        record = self._made_class(call) if made else None
        if record is not None:
            self._field(call, record, made)
            return
        call = handed_over(reading, call)
        own = own_function(reading, call)
        short = reading.builder.flow.value(call.function) if call.name.isidentifier() else None
        if own is None and short is not None and short.type == "lambda":
            body = short.child_by_field_name("body")
            self._at = self._at._replace(entered=(*self._at.entered, Entry(node, short, call)))
            self._more([body] if body is not None else [])
            return
        if own is None and call.last not in _COPYING:
            self._at = self._at._replace(key="")
        if own is not None:
            entered = (*self._at.entered, Entry(node, own, call))
            self._at = self._at._replace(through=(*self._at.through, own), entered=entered)
            self._more(results_of(self._module, own))
            return
        owner = call.function.child_by_field_name("object")
        owners = [owner] if owner is not None else []
        if call.last == "open":
            return
        if call.last in READING_CALLS:
            first = 1 if call.last in _BY_KEY else 0
            if first and call.positional:
                self._taken_by(call.positional[0])
            owners += [*call.positional[first:], *call.keywords.values()]
            owners += [*call.stars, *call.double_stars]
        if owner is not None:
            self._at = self._at._replace(field=call.last)
        if call.last == "basename":
            self._is_last()
        self._more(owners)
