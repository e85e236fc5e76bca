"""Functions kept in lists, dictionaries and partials, and the calls of what is taken out.

`OPS = {"wipe": users.delete_many}` runs nothing, `OPS["wipe"]({})` is `users.delete_many({})`. So
from where a known function is kept, the names that hold it are followed to the calls of what may be
taken out of them. `getattr(users, name)()` is one of them where `name` is written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from msgspec.structs import replace
from tree_sitter import Node

from guardrail import screen
from guardrail.frontends.python.functions.called_on import called_on
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.functions.kept_names import outwards
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, arguments_of, call_of, passed_on
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.source.whole_words import whole
from guardrail.frontends.python.values.iteration import yielded
from guardrail.frontends.python.values.picking_out import picked_out
from guardrail.knowledge.python import rows_by_word
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_MOST_NAMES = 32
_MOST_PLACES = 12_000
_MOST_PICKED = 16
_MOST_ROUNDS = 4
_DEEPEST, _FAR = 6, 4_000
_GIVEN = (BindingKind.ASSIGNED, BindingKind.PARAMETER)
_AS_THEY_ARE = words("staticmethod classmethod")
_TAKING = words("get pop setdefault __getitem__")
_GETATTR = late(whole("getattr"))
_HOLDING = ("subscript", "call", "identifier", "attribute")


@cache
def _of_modules() -> frozenset[str]:
    """The last parts of the names of functions of modules that rows are about: `pickle.loads`."""
    return frozenset(
        word
        for word, rows in rows_by_word().items()
        if any(name[0] != "." and "()" not in name for row in rows for name in row.names)
    )


def kept_calls(reading: Reading, kept: Sequence[Node], known: Sequence[Call]) -> list[Call]:
    """The calls of functions that are kept somewhere, each with the function that it calls.

    `kept` are the functions, or the partials of functions, by where they are written.
    """
    functions = [one for one in kept if one.type == "call" or reading.matching.may_be(one)]
    seeker = _Seeker(reading, functions)
    plain = {call.node.id for call in known if reading.matching.rows(call)}
    found = [call for node in seeker.called() if node.id not in plain for call in seeker.of(node)]
    found += [one for call in known if call.node.id not in plain for one in seeker.by_module(call)]
    found += [call for one in functions if one.type != "call" for call in called_on(reading, one)]
    taken = plain | {call.node.id for call in found}
    taken |= {call.node.id for call in known if call.function.type != "identifier"}
    return [*found, *_got_by_name(reading, taken)]


class _Seeker:
    """Seeks the calls of what one module keeps."""

    def __init__(self, reading: Reading, kept: Sequence[Node]) -> None:
        self._reading = reading
        self._module = reading.module
        self._kept = {unwrapped(node).id: unwrapped(node) for node in kept}

    def called(self) -> Iterator[Node]:
        """The calls that may be of something kept, each once."""
        seen: set[str] = set()
        told: set[int] = set()
        nodes: list[Node] = list(self._kept.values())
        for _ in range(_MOST_ROUNDS):
            names: list[str] = []
            for node in nodes:
                for one in outwards(self._module, node):
                    if isinstance(one, str):
                        names.append(one)
                    elif one.id not in told:
                        told.add(one.id)
                        yield one
            fresh = sorted({*names} - seen)[: _MOST_NAMES - len(seen)]
            if not fresh:
                return
            seen.update(fresh)
            nodes = self._uses(fresh)

    def _uses(self, names: Sequence[str]) -> list[Node]:
        """Where names stand, as what they are: `ops`, `self.ops`."""
        pattern = re.compile(whole(*names))
        places = [match.span() for match in pattern.finditer(self._module.plain)][:_MOST_PLACES]
        found: list[Node] = []
        for trail in self._module.around(places):
            if len(trail) < 2 or trail[0].type != "identifier":
                continue
            of = trail[1].child_by_field_name("attribute") if trail[1].type == "attribute" else None
            found.append(trail[1] if of is not None and of.id == trail[0].id else trail[0])
        return found

    def of(self, node: Node) -> Iterator[Call]:
        """The calls that one call is: of each of the functions that it may call."""
        called = node.child_by_field_name("function")
        if called is None:
            return
        functions = list({one.id: one for one in self._functions(called, 0)}.values())
        several = len(functions) > 1 and not self._in_turn(called)
        for function in functions[:_MOST_PICKED]:
            call = call_of(self._module, node, self._reading.names.dotted(function))
            call = replace(call, function=function, kept=True, doubted=several)
            if function.type != "call" or self._reading.names.got_attribute(function) is not None:
                yield call
            elif not call.bare:
                yield from self._completed(call, function)

    def by_module(self, call: Call) -> Iterator[Call]:
        """The calls that one is of modules kept somewhere: `CODECS[kind].loads(data)`."""
        owner = call.function.child_by_field_name("object")
        if owner is None or owner.type not in _HOLDING:
            return
        imports = self._reading.names.imports
        sources = self._sources(unwrapped(owner))
        if call.last in _of_modules() and owner.type in ("attribute", "identifier"):
            sources = [*sources, *self._given(owner)]
        held = [one for one in sources if one.type == "identifier"]
        named = list(dict.fromkeys(imports.get(self._module.code(one), "") for one in held))
        told = [one for one in named if one][:_MOST_PICKED]
        for one in told:
            yield replace(call, name=f"{one}.{call.last}", kept=True, doubted=len(told) > 1)

    def _given(self, owner: Node) -> Iterator[Node]:
        """What is given for a parameter, or for what an object keeps: `Codec(pickle)`."""
        flow = self._reading.builder.flow
        kept = flow.attributes(owner) if owner.type == "attribute" else ()
        for one in (owner, *(each.value for each in kept[:_MOST_PICKED])):
            if one is None or one.type != "identifier":
                continue
            if any(each.kind is BindingKind.PARAMETER for each in flow.reaching(one)):
                yield from passed_to(self._reading, one)
            elif one.id != owner.id:
                yield one

    def _completed(self, call: Call, partial: Node) -> Iterator[Call]:
        """The call with what a partial had been given before: `run = partial(cur.execute)`."""
        given = arguments_of(self._module, partial)
        inner = passed_on(self._module, partial, given[0], self._reading.names.dotted(given[0]))
        if inner is not None and not (inner.positional and not call.positional):
            yield replace(
                call,
                function=inner.function,
                name=inner.name,
                positional=[*inner.positional, *call.positional],
                keywords={**inner.keywords, **call.keywords},
                stars=[*inner.stars, *call.stars],
                double_stars=[*inner.double_stars, *call.double_stars],
                first_star=inner.first_star
                if call.first_star is None or inner.first_star is not None
                else len(inner.positional) + call.first_star,
            )

    def _in_turn(self, called: Node) -> bool:
        """Whether a loop calls them all, one after the other."""
        flow = self._reading.builder.flow
        if called.type != "identifier":
            return False
        looped = [one.kind is BindingKind.LOOPED for one in flow.reaching(called)]
        return looped == [True] or flow.comprehension_clause(called) is not None

    def _functions(self, node: Node, depth: int) -> Iterator[Node]:
        """What is kept of which an expression may be one."""
        node = unwrapped(node)
        if node.id in self._kept:
            yield self._kept[node.id]
        elif depth < _DEEPEST:
            for one in self._sources(node):
                yield from self._functions(one, depth + 1)

    def _sources(self, node: Node) -> Sequence[Node]:
        flow, kind = self._reading.builder.flow, node.type
        if kind in ("conditional_expression", "boolean_operator"):
            ways = self._module.children(node)[0]
            return (ways[0], ways[-1])
        if kind == "subscript":
            owner, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
            return self._picked(owner, key)
        if kind == "call":
            own = own_function(self._reading, self._reading.call(node))
            if own is not None:
                return results_of(self._module, own)[:_MOST_PICKED]
            function = node.child_by_field_name("function")
            if function is not None and self._module.code(function) in _AS_THEY_ARE:
                return arguments_of(self._module, node)[:1]
            name = function.child_by_field_name("attribute") if function is not None else None
            given = arguments_of(self._module, node)
            if function is None or name is None or self._module.name(name) not in _TAKING:
                return ()
            picked = self._picked(function.child_by_field_name("object"), next(iter(given), None))
            return (*picked, *given[1:2])
        if kind == "attribute":
            held = flow.value(node)
            if held is not None and held.id != node.id:
                return (held,)
            kept = (one.value for one in flow.attributes(node)[:_MOST_PICKED] if one.index is None)
            return [one for one in kept if one is not None and one.id != node.id]
        return [*self._named(node)] if kind == "identifier" else ()

    def _named(self, node: Node) -> Iterator[Node]:
        flow = self._reading.builder.flow
        clause = flow.comprehension_clause(node)
        if clause is not None:
            over = clause.child_by_field_name("right")
            yield from (yielded(flow, over) or () if over is not None else ())
            return
        for binding in flow.reaching(node):
            if binding.value is None:
                continue
            if binding.kind is BindingKind.LOOPED:
                yield from yielded(flow, binding.value, binding.index) or ()
            elif binding.kind in _GIVEN and binding.index is None:
                yield binding.value
            elif binding.kind is BindingKind.ASSIGNED and binding.index is not None:
                yield from self._parts(binding.value, binding.index)

    def _parts(self, value: Node, index: int) -> Iterator[Node]:
        """What stands at a place of the tuples that an expression may be: `load, _ = codec()`."""
        waiting = [(unwrapped(value), 0)]
        while waiting:
            one, depth = waiting.pop()
            if one.type in ("tuple", "expression_list", "list"):
                yield from self._module.children(one)[0][index : index + 1]
            elif depth < _DEEPEST:
                more = self._sources(one)[:_MOST_PICKED]
                waiting += [(unwrapped(each), depth + 1) for each in more]

    def _picked(self, owner: Node | None, key: Node | None) -> Sequence[Node]:
        if owner is None or key is None:
            return ()
        flow = self._reading.builder.flow
        digits = self._module.code(key)
        text = self._reading.known(key) or (digits if digits.isdigit() else None)
        value = flow.value(owner)
        put = [one for name, one in self._put(owner) if text in (None, name)]
        if value is not None and value.type == "call":
            given = arguments_of(self._module, value)
            named = [one for one in given if one.type == "keyword_argument"]
            pairs = [[one.child_by_field_name(part) for part in ("name", "value")] for one in named]
            return [b for a, b in pairs if a and b and text in (None, self._module.name(a))] + put
        if value is not None and value.type == "dictionary" and text is not None:
            return [*flow.entries(value).get(text, ()), *put]
        return [*(picked_out(flow, owner, text) or ()), *put]

    def _put(self, owner: Node) -> Iterator[tuple[str, Node]]:
        """What is put into a dictionary later: `OPS["wipe"] = users.delete_many`."""
        scope = self._reading.builder.flow.bindings(owner)[0]
        if scope is None:
            return
        name = self._module.name(owner)
        for one in self._reading.scopes.put_into(scope, name, owner.start_byte):
            around = one.value.parent if one.value is not None else None
            left = around.child_by_field_name("left") if around is not None else None
            if one.value is not None and left is not None and left.type == "subscript":
                yield self._reading.known(left.child_by_field_name("subscript")), one.value


def _got_by_name(reading: Reading, taken: set[int]) -> Iterator[Call]:
    """The calls of `getattr(users, name)` where it is known which names are asked for."""
    module, names = reading.module, reading.names
    places = [match.span() for match in _GETATTR.finditer(module.plain)][:_MOST_PLACES]
    known = screen.entry_words() if places else frozenset[str]()
    for trail in module.around(places):
        got = trail[1] if len(trail) > 2 else trail[0]
        given = arguments_of(module, got) if got.type == "call" else []
        calls = [one for one in _calls_of(reading, got) if one.id not in taken]
        if len(given) < 2 or not calls:
            continue
        texts = reading.texts(given[1])
        if not texts and given[1].type == "identifier":
            # `def call(self, operation): getattr(self.client, operation)()`
            texts = tuple(one for by in passed_to(reading, given[1]) for one in reading.texts(by))
        asked = [one for one in texts if one.isidentifier() and one in known]
        for name in asked:
            names.asked_for.setdefault(got.id, name)
            called = f"{names.dotted(given[0])}.{name}"
            for call in calls:
                yield replace(call_of(module, call, called), function=got, kept=True)


def _calls_of(reading: Reading, got: Node) -> list[Node]:
    """The calls of what an expression gives: where it stands, or of a name that it is bound to."""
    around, module = got.parent, reading.module
    if around is None or got.type != "call":
        return []
    if around.type == "call" and around.child_by_field_name("function") == got:
        return [around]
    left = around.child_by_field_name("left") if around.type == "assignment" else None
    if left is None or left.type != "identifier":
        return []
    within = function_around(module, got) or module.root
    end = min(within.end_byte, around.end_byte + _FAR)
    called = re.compile(rf"(?<![\w.]){re.escape(module.name(left))}(?=\()")
    found = called.finditer(module.plain, around.end_byte, end)
    trails = module.around([one.span() for one in islice(found, _MOST_PICKED)])
    return [
        trail[1]
        for trail in trails
        if len(trail) > 1
        and trail[1].type == "call"
        and trail[1].child_by_field_name("function") == trail[0]
        and reading.builder.flow.value(trail[0]) == got
    ]
