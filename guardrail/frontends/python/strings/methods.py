"""Calls and operators that make one text of others: `format`, `join`, `dedent`, `sql.SQL` …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.functions.overridden import lists_given_back, owned_functions
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.source.refusals import never_empty
from guardrail.frontends.python.source.structure import function_around, place_of, turns_around
from guardrail.frontends.python.source.tree import Module, unwrapped
from guardrail.frontends.python.strings import formats, paths, reshaped, rope
from guardrail.frontends.python.strings.handed_on import with_handed_on
from guardrail.frontends.python.strings.options import default_texts
from guardrail.frontends.python.strings.returning import (
    given_back,
    given_where,
    parameters_of,
)
from guardrail.frontends.python.strings.rope import Rope
from guardrail.frontends.python.strings.templates import (
    entries_of,
    filled,
    is_template,
    substituted,
)
from guardrail.frontends.python.strings.variants import Variants, changed, distinct
from guardrail.frontends.python.values.iteration import yielded
from guardrail.frontends.python.values.picking_out import picked_out
from guardrail.knowledge.python.rows import Argument
from guardrail.knowledge.python.text_makers import Maker, maker_of
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.strings.building import Builder
    from guardrail.frontends.python.values.flow import Flow

_MOST_REPEATED = 20_000
_PLAIN_NAME = late(r"[A-Za-z_][A-Za-z0-9_$]*\Z")
_OF_ENVIRONMENT = frozenset(
    (
        *("os.environ.get", "os.getenv", "plumbum.local.env.get", "decouple.config"),
        *("env", "env.str", "env.get", "env.path"),
    )
)
_OTHERWISE = Argument(1, "default")
_FIELDS = frozenset(("Option", "Argument", "Field", "field", "attrib", "ib"))
"""What makes a field or an option, whose first argument is what it is by default."""
_MOST_ITEMS = 2_000
_MOST_TURNS = 64
_COMPREHENSIONS = frozenset(("list_comprehension", "set_comprehension", "generator_expression"))
_COMMAND_LINES = frozenset(("shlex.join", "subprocess.list2cmdline"))
_QUOTES = frozenset(("shlex.quote", "pipes.quote"))
_LEAVES_OUT = late(r"<>|!=|\bNOT\b", re.IGNORECASE)
_PLAIN_WORD = late(r"[\w@%+=:,./-]+", re.ASCII)


class Methods:
    """The string methods and functions, on behalf of a builder."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder

    def call(self, node: Node) -> Variants:
        """The texts that a call makes, a hole where it isn't known what it does."""
        builder = self._builder
        name = builder.names.dotted(node)[:-2]
        call = call_of(builder.module, node, name)
        otherwise = call.argument(_OTHERWISE) if name in _OF_ENVIRONMENT else None
        if otherwise is not None:
            default = builder.variants(otherwise)
            told = tuple(one for one in default if rope.known(one))
            return distinct((builder.unknown(node),), told)
        if call.last in _FIELDS and (call.positional or "default" in call.keywords):
            return builder.variants(call.keywords.get("default") or call.positional[0])
        if name == "next" and call.positional:
            return self._first(call)
        if name in _COMMAND_LINES and call.positional:
            return self._command_line(call.positional[0]) or (builder.unknown(node),)
        if name in _QUOTES and call.positional:
            told = builder.variants(call.positional[0])
            unknown = builder.unknown(node)
            return distinct(tuple(_as_word(one) if rope.known(one) else unknown for one in told))
        if name == "int" and len(call.positional) == 1:
            told, unknown = builder.variants(call.positional[0]), builder.unknown(node)
            numbers = ((rope.known(one) or "").strip().isdigit() for one in told)
            known = zip(told, numbers, strict=True)
            return distinct(tuple(one if number else unknown for one, number in known))
        path = paths.called(builder, call)
        if path is not None:
            return path
        maker = maker_of(name)
        if maker is Maker.IDENTIFIER and call.stars:
            call = self._spread(call)
        if maker is not None and call.positional:
            return self._made(maker, call)
        if call.function.type == "attribute":
            receiver = call.function.child_by_field_name("object")
            if receiver is not None:
                found = self._method(call, receiver)
                if found is not None:
                    return found
        own = builder.flow.scopes.function(name)
        functions = [own] if own is not None else owned_functions(builder.flow, call.function)
        return distinct(*(self._by_function(call, one) for one in functions)) or (
            builder.unknown(node),
        )

    def _by_function(self, call: Call, function: Node) -> Variants:
        """The texts that a function of the module gives where it is called."""
        builder, module = self._builder, self._builder.module
        nodes = given_back(module, function)
        if not nodes:
            return (builder.unknown(call.node),)
        given = self._given(call, function)
        if len(nodes) > 1:
            told = {name: text for name, one in given.items() if (text := rope.known(one))}
            nodes = given_where(module, nodes, told)
        found = distinct(*map(builder.given_by(function, call), nodes))
        if given:
            named = module.short(call.node)
            found = changed(found, lambda one: rope.filled(one, given, named))
        # Of what isn't known the call itself says more than what it comes down to.
        unknown = builder.unknown(call.node)
        return changed(found, lambda one: unknown if _says_nothing(one) else one)

    def _first(self, call: Call) -> Variants:
        """What `next(iter(texts), default)` gives, of a list that is written out."""
        builder, over = self._builder, unwrapped(call.positional[0])
        function = over.child_by_field_name("function") if over.type == "call" else None
        if function is not None and builder.module.name(function) == "iter":
            over = next(iter(call_of(builder.module, over, "iter").positional), over)
        ways = [one[:1] for one in builder.flow.lists(over)]
        if over.type == "generator_expression":
            ways = [tuple(yielded(builder.flow, over) or ())]
        if not ways or not all(ways):
            return (builder.unknown(call.node),)
        told = [way[0] for way in ways] + call.positional[1:2]
        return distinct(*(builder.variants(one) for one in told))

    def _given(self, call: Call, function: Node) -> dict[str, Rope]:
        """What a call gives each parameter of the module's own function, nothing where not told."""
        builder = self._builder
        given: dict[str, Rope] = {}
        for position, parameter in enumerate(parameters_of(builder.module, function)):
            node = call.argument(Argument(position, parameter))
            given[parameter] = builder.text(node) if node is not None else ()
        return given

    def _spread(self, call: Call) -> Call:
        """`Identifier(*TARGET)` with the parts of the name, without any where they aren't known."""
        parts = [self._builder.flow.elements(one) for one in call.stars]
        first = call.first_star or 0
        if len(parts) != 1 or not parts[0]:
            return replace(call, positional=[])
        given = call.positional
        return replace(call, positional=[*given[:first], *parts[0], *given[first:]])

    def _made(self, maker: Maker, call: Call) -> Variants:
        inner = self._builder.variants(call.positional[0])
        if maker is Maker.SAME:
            return inner
        if maker is Maker.DEDENT:
            return changed(inner, reshaped.dedented)
        if maker is Maker.CLEAN:
            return changed(inner, reshaped.cleaned)
        if maker is Maker.COMPOSED:
            return self._joined((), call.positional[0]) or inner
        if maker is Maker.IDENTIFIER:
            names = [
                _quoted(rope.as_plain_value(self._builder.text(part))) for part in call.positional
            ]
            return (formats.joined((rope.gap("."),), names),)
        inner = changed(inner, rope.as_plain_value)
        if all(rope.known(one) is None for one in inner):
            return inner
        return tuple((rope.gap("'"), *one, rope.gap("'")) for one in inner)

    def _method(self, call: Call, receiver: Node) -> Variants | None:
        builder = self._builder
        method = call.last
        if method == "format":
            ways = builder.variants(receiver)
            more = call.double_stars[-1] if call.double_stars else None
            named = {**entries_of(builder, more), **call.keywords}
            return filled(builder, ways, formats.braces, call.positional, named, more=more)
        if method == "format_map" and call.positional:
            return substituted(builder, call, receiver, formats.braces)
        if method == "get" and call.positional and (found := self._got(call, receiver)):
            return found
        if method in ("substitute", "safe_substitute") and is_template(builder, receiver):
            return substituted(builder, call, receiver, formats.dollars)
        if method == "render" and is_template(builder, receiver):
            return substituted(builder, call, receiver, formats.mustaches)
        if method == "from_string" and call.positional:
            return builder.variants(call.positional[0])
        if method == "join" and call.positional:
            return self._joined(builder.text(receiver), call.positional[0])
        if method == "getvalue" and call.bare:
            return self._joined((), receiver)
        if method in ("strip", "lstrip", "rstrip"):
            given = rope.known(builder.text(call.positional[0])) if call.positional else None
            left, right = method != "rstrip", method != "lstrip"
            return changed(
                builder.variants(receiver), lambda one: reshaped.stripped(one, given, left, right)
            )
        if method in ("upper", "lower"):
            upper = method == "upper"
            return changed(builder.variants(receiver), lambda one: reshaped.recased(one, upper))
        if method == "replace" and len(call.positional) >= 2:
            return self._replaced(call, receiver)
        if method in ("encode", "decode", "as_string", "as_bytes", "bindparams", "columns"):
            return builder.variants(receiver)
        return None

    def _got(self, call: Call, receiver: Node) -> Variants:
        """`STATEMENTS.get("wipe", default)`, of a dictionary that is written out."""
        builder = self._builder
        key = rope.known(builder.text(call.positional[0]))
        picked = picked_out(builder.flow, receiver, key)
        if not picked:
            return ()
        return distinct(*(builder.variants(one) for one in (*picked, *call.positional[1:2])))

    def _replaced(self, call: Call, receiver: Node) -> Variants:
        old = rope.known(self._builder.text(call.positional[0]))
        new = self._builder.text(call.positional[1])
        found = self._builder.variants(receiver)
        if old is None:
            return found
        # Where quotes are doubled or taken away a value can't end the literal that it stands in.
        found = changed(found, rope.as_plain_value) if old == "'" else found
        return changed(found, lambda one: reshaped.replaced(one, old, new))

    def _joined(self, between: Rope, node: Node) -> Variants | None:
        """The elements of a list in one text, `None` where it isn't written out.

        What is made or added in a loop stands there once, and twice where that decides.
        """
        mapped = [] if self._given_nothing(node) else self._mapped(node)
        if mapped is not None:
            return (formats.joined(between, mapped),)
        flow = self._builder.flow
        lists = flow.lists(node) or lists_given_back(flow, flow.value(node) or node)
        lists = lists or _of_each_turn(flow, node) or _alone(yielded(flow, node))
        if not all(lists) and node.type == "identifier":
            place = place_of(flow.module, node.start_byte)
            name = flow.module.name(node)
            if _asked_for(flow.module, node) or never_empty(flow.module, place.statement, name):
                lists = tuple(one for one in lists if one)
        if any(len(elements) > _MOST_ITEMS for elements in lists):
            return None
        return (
            distinct(
                tuple(
                    formats.joined(between, self._in_turn(between, elements, node))
                    for elements in lists
                )
            )
            or None
        )

    def _in_turn(self, between: Rope, elements: Sequence[Node], node: Node) -> list[Rope]:
        """The texts of elements: what is made in a loop twice if it leaves out what OR lets in.

        One `state <> ?` says what a delete is about. Several of them joined by OR say nothing.
        """
        turns = self._turns(elements, node)
        if turns is not None:
            return turns
        made = [self._builder.text(one) for one in elements]
        flow = self._builder.flow
        given_by = flow.value(node) or node
        made = with_handed_on(flow.module, flow.scopes, given_by, made, self._handed)
        if len(made) != 1 or rope.plain(between).strip().upper() != "OR":
            return made
        again = _LEAVES_OUT.search(rope.plain(made[0])) and turns_around(elements[0], node)
        return made * 2 if again else made

    def _handed(self, node: Node) -> Variants:
        """What a call gives a function that makes a list; of an option what it is by default."""
        told = self._builder.variants(node)
        value = self._builder.flow.value(node) or node
        named = value.child_by_field_name("attribute") if value.type == "attribute" else None
        if named is None or not all(map(rope.only_hole, told)):
            return told
        defaults = default_texts(self._builder.module, self._builder.module.name(named))
        return self._builder.variants(defaults[0]) if len(defaults) == 1 else told

    def _turns(self, elements: Sequence[Node], node: Node) -> list[Rope] | None:
        """What a loop or a comprehension makes of each of the values that it runs over in sight.

        `None` where they aren't known, or where a condition leaves some of them out.
        """
        if len(elements) != 1 or not self._takes_each(elements[0], node):
            return None
        told = self._builder.variants(elements[0])
        found = rope.spelt_out(told[0], _MOST_TURNS) if len(told) == 1 else [*told]
        known = all(rope.known(one) is not None for one in found)
        if len(told) > 1 and not any(map(rope.only_hole, told)):
            # Where one of them says all, it says so beside the others: `secret/{team}/*` and `*`.
            known = known or any(rope.known(one) is not None for one in told)
        each = len(found) > 1 or rope.known(told[0]) is None
        return found if known and each else None

    def _given_nothing(self, node: Node) -> bool:
        """Whether what is gone through is a parameter that the call gives an empty list, as is."""
        flow, made = self._builder.flow, unwrapped(node)
        clauses = [one for one in made.named_children if one.type == "for_in_clause"]
        over = clauses[0].child_by_field_name("right") if len(clauses) == 1 else made
        if over is None or over.type != "identifier":
            return False
        reaching = flow.reaching(over)
        value = reaching[0].value if len(reaching) == 1 else None
        around = function_around(flow.module, over)
        if value is None or around is None or value.type not in ("list", "tuple"):
            return False
        inside = around.start_byte <= value.start_byte < around.end_byte
        return not inside and not value.named_children and flow.lists(over) == ((),)

    def _mapped(self, node: Node) -> list[Rope] | None:
        """The texts of `map(repr, words)`, `map(str, words)`, `map("'{}'".format, words)`."""
        builder, made = self._builder, unwrapped(node)
        function = made.child_by_field_name("function") if made.type == "call" else None
        if function is None or builder.module.name(function) != "map":
            return None
        given = call_of(builder.module, made, "map").positional
        each = yielded(builder.flow, given[1]) if len(given) == 2 else None
        if not each or len(each) > _MOST_TURNS:
            return None
        told = [builder.text(one) for one in each]
        does = builder.module.name(given[0])
        if does == "str":
            return told
        if does == "repr":
            words = all("'" not in (rope.known(one) or "'") for one in told)
            return [(rope.gap("'"), *one, rope.gap("'")) for one in told] if words else None
        template = given[0].child_by_field_name("object")
        if template is None or not does.endswith(".format"):
            return None
        return [formats.braces(builder.text(template), lambda *_, one=one: one) for one in told]

    def _takes_each(self, element: Node, node: Node) -> bool:
        """Whether what is joined is made of each of what one loop runs over, and of no other."""
        made = unwrapped(self._builder.flow.value(node) or node)
        if made.type in _COMPREHENSIONS:
            clauses = [one.type for one in made.named_children]
            return clauses.count("for_in_clause") == 1 and "if_clause" not in clauses
        blocks = place_of(self._builder.module, element.start_byte).blocks
        looped = bool(blocks) and blocks[-1].owner.type == "for_statement"
        return looped and turns_around(element, node)

    def _command_line(self, node: Node) -> Variants:
        """`shlex.join(words)`: the words of a list in one line, in quotes where they need them."""
        return distinct(
            tuple(
                formats.joined(
                    (rope.gap(" "),), [_as_word(self._builder.text(one)) for one in elements]
                )
                for elements in self._builder.flow.lists(node)
                if len(elements) <= _MOST_ITEMS
            )
        )

    def repeat(self, node: Node, left: Node, right: Node) -> Variants:
        """`"x" * 3`; once and a hole where that is long or the number isn't written out."""
        for text, number in ((left, right), (right, left)):
            digits = self._builder.module.code(number)
            if digits.isdigit() and len(digits) < 8:
                found = formats.repeated(self._builder.text(text), int(digits), _MOST_REPEATED)
                if found is not None:
                    return (found,)
        for text in (left, right):
            once = self._builder.text(text)
            if unwrapped(text).type != "integer" and not rope.only_hole(once):
                return ((*once, *self._builder.unknown(node)),)
        return (self._builder.unknown(node),)


def _asked_for(module: Module, node: Node) -> bool:
    """Whether a name stands where it is only come to with something in it: `join(x) if x else ""`.

    In the first value of a conditional expression, that is, which asks for it.
    """
    below, above = node, node.parent
    while above is not None and not above.type.endswith("_statement"):
        parts = module.children(above)[0]
        whole = above.type == "conditional_expression" and len(parts) == 3
        if whole and below.id == parts[0].id and module.code(parts[1]) == module.code(node):
            return True
        below, above = above, above.parent
    return False


def _as_word(text: Rope) -> Rope:
    """A word as a shell reads it again."""
    said = rope.known(text)
    if said is None or _PLAIN_WORD.fullmatch(said) or "'" in said:
        return text
    return (rope.gap("'"), *text, rope.gap("'"))


def _says_nothing(text: Rope) -> bool:
    return rope.only_hole(text) and not any(part.values for part in text)


def _of_each_turn(flow: Flow, node: Node) -> tuple[tuple[Node, ...], ...]:
    """The lists that a loop gives a name, one each turn: `for table, cols in TABLES.items()`.

    Also those that `COLUMNS[name]` may be. They don't stand in one text together.
    """
    bound = flow.reaching(node) if node.type == "identifier" else ()
    one = bound[0] if len(bound) == 1 else None
    value = one.value if one is not None else node if node.type == "subscript" else None
    values: Sequence[Node] | None = None
    if one is not None and one.kind is BindingKind.LOOPED and value is not None:
        values = yielded(flow, value, one.index)
    elif value is not None and value.type == "subscript":
        owner, key = (value.child_by_field_name(part) for part in ("value", "subscript"))
        asked = owner is not None and key is not None and key.type != "slice"
        values = picked_out(flow, owner, flow.module.code(key)) if asked and owner and key else None
    lists = [flow.elements(one) for one in values or ()]
    return tuple(tuple(one) for one in lists if one) if lists and all(lists) else ()


def _alone(elements: list[Node] | None) -> tuple[tuple[Node, ...], ...]:
    return () if elements is None else (tuple(elements),)


def _quoted(name: Rope) -> Rope:
    """An identifier, in quotes where it needs them."""
    text = rope.known(name)
    if text is None or _PLAIN_NAME.match(text):
        return name
    return (rope.gap('"'), *name, rope.gap('"'))
