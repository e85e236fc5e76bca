"""Which documents, keys or points a filter picks: a dictionary, a text, a variable that holds one.

Every way on which a variable may have come by its value counts. Where some of them leave the
filter empty, it says on which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.narrowing.collected_options import names_collected
from guardrail.frontends.python.readers.narrowing.defaults import (
    default_handed_on,
    default_of,
    given_as_it_is,
    given_by_calls,
    option_defaults,
)
from guardrail.frontends.python.readers.narrowing.emptiness import refused_when_empty
from guardrail.frontends.python.readers.narrowing.fillings import own_function
from guardrail.frontends.python.readers.narrowing.filter_values import Filter
from guardrail.frontends.python.readers.narrowing.filters import keyword_scope
from guardrail.frontends.python.readers.narrowing.left_out import (
    EVERY_WAY,
    empty_on_some_ways,
    left_out,
    left_out_on_some_ways,
    may_be_left_out,
)
from guardrail.frontends.python.readers.narrowing.only_if_given import only_if_given
from guardrail.frontends.python.readers.narrowing.options_left_out import option_left_out
from guardrail.frontends.python.readers.narrowing.reach import (
    UNSCOPED,
    Told,
    stronger,
    strongest,
)
from guardrail.frontends.python.readers.narrowing.saying_nothing import plain, says_nothing
from guardrail.frontends.python.readers.narrowing.surely_so import always_given
from guardrail.frontends.python.readers.narrowing.written_arguments import written_arguments
from guardrail.frontends.python.readers.narrowing.written_into import written_into
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.unfolding import names_put_in, put_on_some_ways, unfolded
from guardrail.knowledge.python.kinds import ChangesData, Gives, Inside, Makes
from guardrail.knowledge.python.rows import Argument

_FEW = 8
_MOST = 400
_LONGEST = 200


def selected(reading: Reading, call: Call, row: ChangesData | Makes) -> Told:
    """What the filter of a call leaves, and why where it is everything."""
    argument = row.filter.argument if isinstance(row.filter, Inside) else row.filter
    node = call.argument(argument)
    if node is None and (call.double_stars or call.stars):
        call = unfolded(reading, call)
        node = call.argument(argument)
    if node is None:
        given = bool(call.double_stars or call.stars) and not _surely_without(
            reading, call, argument
        )
        return (Scope.UNKNOWN if given else Scope.NONE), ""
    inner: Node | None = node
    if isinstance(row.filter, Inside):
        inner = value_inside(reading, node, row.filter.key)
    if inner is None:
        return (Scope.NONE if _is_complete(reading, node) else Scope.UNKNOWN), ""
    if isinstance(row, Makes):
        return _as_given(reading, inner, lambda one: Filter(reading, row.every, ()).of(one))
    told = Filter(reading, row.every, row.keys, row.every_like, parses=row.parses).of(inner)
    if told[0] not in UNSCOPED:
        return told
    key = row.filter.key if isinstance(row.filter, Inside) else ""
    return written_into(reading, node, key, told)


def _surely_without(reading: Reading, call: Call, argument: Argument) -> bool:
    """Whether a call unpacks only what isn't the argument, by the names that are known."""
    if not call.double_stars or call.stars:
        return False
    names = names_collected(reading, call) or names_put_in(reading, call)
    return names is not None and argument.keyword not in names


def _as_given(reading: Reading, node: Node, judge: Callable[[Node], Told]) -> Told:
    """What a filter leaves, of a parameter what the module's own calls give it."""
    given = [*given_by_calls(reading, node)][:_FEW] if node.type == "identifier" else []
    told = [judge(one) for one in given]
    alike = bool(told) and all(one[0] in UNSCOPED for one in told)
    return told[0] if alike else judge(node)


def true_of_all(reading: Reading, call: Call, row: ChangesData) -> bool:
    """Whether the filter of a call holds for every row on some ways, where empty ones are refused.

    `"id >= 0" if not sources else f"source in {sources}"`.
    """
    if isinstance(row.filter, Inside):
        return False
    node = call.argument(row.filter)
    if node is None:
        return False
    told = Filter(reading, row.every, row.keys, row.every_like, refusing=True).of(node)
    return told[0] is Scope.UNKNOWN and bool(told[1])


def _is_complete(reading: Reading, node: Node) -> bool:
    """Whether an expression is a dictionary that is written out to its last key."""
    value = reading.builder.flow.value(node) or node
    if value.type != "dictionary":
        return False
    pairs = reading.module.children(value)[0]
    keys = [one.child_by_field_name("key") for one in pairs if one.type == "pair"]
    return len(keys) == len(pairs) and all(reading.known(key) for key in keys)


def narrowed(reading: Reading, call: Call, gives: Gives) -> Told:
    """What the arguments of a method that picks rows leave of them."""
    call = unfolded(reading, call) if call.stars else call
    written = "" if call.bare or not gives.every else written_arguments(reading, call)
    if written and any(re.fullmatch(one, written) for one in gives.every):
        arguments = call.node.child_by_field_name("arguments")
        shown = reading.module.short(arguments, 40) if arguments is not None else ""
        return Scope.TAUTOLOGY, f"{call.last}{shown} leaves every row"
    if gives.every and (left := left_out(reading, call, gives.every)):
        return Scope.UNKNOWN, f"unscoped when {left} is left out"
    if gives.every and (when := left_out_on_some_ways(reading, call, gives.every)):
        return (Scope.TAUTOLOGY, "") if when == EVERY_WAY else (Scope.UNKNOWN, when)
    return all_arguments(reading, call, gives.leading)


def all_arguments(reading: Reading, call: Call, leading: int = 0) -> Told:
    """What the arguments of a call leave that all pick rows, but for so many `leading` ones."""
    given = call.positional[leading:]
    told = [Filter(reading, (), ("_id", "id", "pk")).of(node) for node in given]
    rest = Call(call.node, call.function, call.name, [], call.keywords, call.stars)
    rest.double_stars = call.double_stars
    told.append(keyword_scope(reading, rest, excluding=call.last == "exclude"))
    return strongest(told)


def narrowed_by(
    reading: Reading, call: Call, filters: Sequence[str | Argument], every: Sequence[str] = ()
) -> Told:
    """What those arguments of a call that pick rows leave: an empty text picks none.

    Nor does one of `every`, which ask for what each row has.
    """
    call = unfolded(reading, call)
    unpacked = _of_unpacked(reading, call) if call.double_stars and not call.keywords else None
    if unpacked is not None:
        return unpacked
    sometimes = put_on_some_ways(reading, call) if call.double_stars else None
    if sometimes:
        call = replace(call, keywords={**sometimes, **call.keywords}, double_stars=[])
    collected: frozenset[str] | None = frozenset()
    if call.double_stars:
        collected = names_collected(reading, call) or names_put_in(reading, call)
    names = {one if isinstance(one, str) else one.keyword for one in filters}
    known = collected is not None and collected.isdisjoint(names)
    told: list[Scope] = []
    unsaid = {one.id: only_if_given(reading, one) for one in (sometimes or {}).values()}
    left = ""
    when = ""
    for name in filters:
        node = call.keywords.get(name) if isinstance(name, str) else call.argument(name)
        if node is None or says_nothing(reading, node):
            continue
        if every and _is_every(reading, node, every):
            known = True
            continue
        if every and _is_every_by_default(reading, node, every):
            left = left or reading.module.short(node, 40)
            continue
        said = may_be_left_out(reading, node) or unsaid.get(node.id, "")
        if said := said or (reading.module.short(node, 40) if _is_open(reading, node) else ""):
            left = left or said
            continue
        if said := empty_on_some_ways(reading, node):
            when = when or said
            continue
        told.append(Scope.FILTERED)
    scope = stronger([Scope.NONE if known else Scope.UNKNOWN, *told])
    if left and scope is Scope.NONE:
        return Scope.UNKNOWN, f"unscoped when {left} is left out"
    return (Scope.UNKNOWN, when) if when and scope is Scope.NONE else (scope, "")


def _is_open(reading: Reading, node: Node) -> bool:
    """Whether what a filter is given is an option that need not be given, and isn't asked for."""
    return option_left_out(reading, node) and not refused_when_empty(reading, node)


def _is_every(reading: Reading, node: Node, every: Sequence[str]) -> bool:
    """Whether a filter asks for no more than what each row has: a part of the key it is deleted by.

    `Attr("cart_id").exists()`, before `Key={"cart_id": …}`.
    """
    given = [*given_by_calls(reading, node)][:_FEW] if node.type == "identifier" else []
    if given:
        return all(_is_every(reading, one, every) for one in given if one.id != node.id)
    value = reading.builder.flow.value(node) or node
    code = plain(reading.module.code(value)[:_LONGEST])
    found = next(filter(None, (re.fullmatch(one, code) for one in every)), None)
    if found is None:
        return False
    name = re.escape(found["key"]) if "key" in found.groupdict() else ""
    keyed = rf"\bKey[\"']?\s*[=:]\s*\{{[^{{}}]{{0,200}}[\"']{name}[\"']\s*:"
    return not name or re.search(keyed, reading.module.text) is not None


def _is_every_by_default(reading: Reading, node: Node, every: Sequence[str]) -> bool:
    """Whether a filter is what nobody gives: an option, a parameter that has such a default."""
    node = given_as_it_is(reading, node) or node
    if node.type == "identifier":
        default = default_of(reading, node)
        if default is not None and always_given(reading, node):
            return False
        default = default or default_handed_on(reading, node)
    else:
        default = next(iter(option_defaults(reading, node)), None)
    return default is not None and default.id != node.id and _is_every(reading, default, every)


def _of_unpacked(reading: Reading, call: Call) -> Told | None:
    """What dictionaries leave that a call unpacks, where they may have nothing in them at all."""
    alone = Call(call.node, call.function, call.name, [], {}, [])
    alone.double_stars = call.double_stars
    scope, reason = keyword_scope(reading, alone, excluding=False)
    return (scope, reason) if scope is Scope.UNKNOWN and reason else None


def value_inside(reading: Reading, node: Node, key: str) -> Node | None:
    """The first value under a key in any dictionary that is written inside an expression."""
    return next(values_inside(reading, node, key), None)


def values_inside(reading: Reading, node: Node, *keys: str) -> Iterator[Node]:
    """The values under some keys in all dictionaries that are written inside an expression."""
    waiting, seen = [node], 0
    while waiting and seen < _MOST:
        one = unwrapped(waiting.pop())
        seen += 1
        if one.type in ("identifier", "attribute"):
            value = reading.builder.flow.value(one)
            elements = reading.builder.flow.elements(one)
            known = value is not None and value.id != one.id
            waiting += elements or ([value] if known and value is not None else [])
            yield from _put_under(reading, one, keys, waiting)
        elif one.type == "dictionary":
            for text, value in reading.builder.flow.pairs(one):
                if text in keys:
                    yield value
                else:
                    waiting.append(value)
        elif one.type in ("list", "tuple", "binary_operator", "list_splat"):
            waiting += reading.module.children(one)[0]
        elif one.type == "call":
            function = one.child_by_field_name("function")
            own = own_function(reading, function) if function is not None else None
            waiting += results_of(reading.module, own)[:_FEW] if own is not None else []
            if own is None:
                # A library's model: `RunCommandInput(script=[…])`.
                for name, value in call_of(reading.module, one, "").keywords.items():
                    if name in keys:
                        yield value
                    else:
                        waiting.append(value)


def _put_under(
    reading: Reading, name: Node, keys: Sequence[str], waiting: list[Node]
) -> Iterator[Node]:
    """What is put into a dictionary under some keys after it was made; `waiting` gets the rest."""
    scope = reading.builder.flow.bindings(name)[0] if name.type == "identifier" else None
    filled = scope.fillings.get(reading.module.name(name), ()) if scope is not None else ()
    for put in (one.value for one in filled[-_FEW:] if one.after <= name.start_byte):
        around = put.parent if put is not None else None
        left = around.child_by_field_name("left") if around is not None else None
        key = left.child_by_field_name("subscript") if left is not None else None
        if put is not None and key is not None and reading.known(key) in keys:
            yield put
        elif put is not None and put.type != "keyword_argument":
            waiting.append(put)
