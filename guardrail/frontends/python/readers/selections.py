"""Which documents, keys or points a filter picks: a dictionary, a text, a variable that holds one.

Every way on which a variable may have come by its value counts. Where some of them leave the
filter empty, it says on which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.calls import Call, arguments_of
from guardrail.frontends.python.members import results_of
from guardrail.frontends.python.readers.collected_options import names_collected
from guardrail.frontends.python.readers.defaults import default_of
from guardrail.frontends.python.readers.emptiness import refused_when_empty
from guardrail.frontends.python.readers.fillings import (
    always_given,
    either_way,
    filled,
    given_back,
    own_function,
)
from guardrail.frontends.python.readers.filters import keyword_scope
from guardrail.frontends.python.readers.reach import (
    UNSCOPED,
    Told,
    stronger,
    strongest,
)
from guardrail.frontends.python.readers.written_into import written_into
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.options import default_texts
from guardrail.frontends.python.tree import unwrapped
from guardrail.frontends.python.unfolding import unfolded
from guardrail.knowledge.python.kinds import ChangesData, Gives, Inside, Makes
from guardrail.knowledge.python.rows import Argument

_SPACE = re.compile(r"\s+")
_TRAILING = re.compile(r",(?=[}\])])")
_EMPTY = frozenset(("{}", "None", "[]", "()", "''", "set()", "dict()", "list()", "b''"))
_MADE = frozenset(("dict", "SON", "bson.SON", "bson.son.SON", "collections.OrderedDict"))
_CONDITIONS = frozenset(("Q", "and_", "or_"))
_VALUES = frozenset(("string", "integer", "none", "true", "unary_operator"))
_ON_SEVERAL_WAYS = frozenset(("identifier", "conditional_expression", "boolean_operator"))
_EMPTY_TEXT = len("''")
_DEEPEST = 8
_FEW = 8
_MOST = 400


def selected(reading: Reading, call: Call, row: ChangesData | Makes) -> Told:
    """What the filter of a call leaves, and why where it is everything."""
    argument = row.filter.argument if isinstance(row.filter, Inside) else row.filter
    node = call.argument(argument)
    if node is None:
        given = bool(call.double_stars or call.stars)
        return (Scope.UNKNOWN if given else Scope.NONE), ""
    inner: Node | None = node
    if isinstance(row.filter, Inside):
        inner = value_inside(reading, node, row.filter.key)
    if inner is None:
        return (Scope.NONE if _is_complete(reading, node) else Scope.UNKNOWN), ""
    if isinstance(row, Makes):
        return _Filter(reading, row.every, ()).of(inner)
    told = _Filter(reading, row.every, row.keys, row.every_like).of(inner)
    if told[0] not in UNSCOPED:
        return told
    key = row.filter.key if isinstance(row.filter, Inside) else ""
    return written_into(reading, node, key, told)


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
    written = "" if call.bare or not gives.every else _written(reading, call)
    if written and any(re.fullmatch(one, written) for one in gives.every):
        arguments = call.node.child_by_field_name("arguments")
        shown = reading.module.short(arguments, 40) if arguments is not None else ""
        return Scope.TAUTOLOGY, f"{call.last}{shown} leaves every row"
    if gives.every and (left := _left_out(reading, call, gives.every)):
        return Scope.UNKNOWN, f"unscoped when {left} is left out"
    if gives.every and (when := _on_some_ways(reading, call, gives.every)):
        return Scope.UNKNOWN, when
    return all_arguments(reading, call, gives.leading)


def all_arguments(reading: Reading, call: Call, leading: int = 0) -> Told:
    """What the arguments of a call leave that all pick rows, but for so many `leading` ones."""
    given = call.positional[leading:]
    told = [_Filter(reading, (), ("_id", "id", "pk")).of(node) for node in given]
    rest = Call(call.node, call.function, call.name, [], call.keywords, call.stars)
    rest.double_stars = call.double_stars
    told.append(keyword_scope(reading, rest, excluding=False))
    return strongest(told)


def narrowed_by(reading: Reading, call: Call, filters: Sequence[str | Argument]) -> Told:
    """What those arguments of a call that pick rows leave: an empty text picks none."""
    call = unfolded(reading, call)
    collected = names_collected(reading, call) if call.double_stars else frozenset[str]()
    names = {one if isinstance(one, str) else one.keyword for one in filters}
    known = collected is not None and collected.isdisjoint(names)
    told: list[Scope] = [Scope.NONE if known else Scope.UNKNOWN]
    left = ""
    for name in filters:
        node = call.keywords.get(name) if isinstance(name, str) else call.argument(name)
        if node is None or _says_nothing(reading, node):
            continue
        if said := _may_be_left_out(reading, node):
            left = left or said
            continue
        told.append(Scope.FILTERED)
    scope = stronger(told)
    if left and scope is Scope.NONE:
        return Scope.UNKNOWN, f"unscoped when {left} is left out"
    return scope, ""


def _may_be_left_out(reading: Reading, node: Node) -> str:
    """What may be left out so that nothing is picked: a parameter, an option, `prefix or ""`."""
    if node.type == "boolean_operator":
        first, *_, last = reading.module.children(node)[0]
        optional = _says_nothing(reading, last) and not refused_when_empty(reading, first)
        return reading.module.short(first, 40) if optional else ""
    if node.type == "identifier" and _nothing_by_default(reading, node):
        return reading.module.name(node)
    named = node.child_by_field_name("attribute") if node.type == "attribute" else None
    given = default_texts(reading.module, reading.module.name(named)) if named is not None else ()
    if not given or not all(_says_nothing(reading, one) for one in given):
        return ""
    return "" if refused_when_empty(reading, node) else reading.module.name(node)


def _nothing_by_default(reading: Reading, node: Node) -> bool:
    """Whether a name is a parameter that picks nothing where somebody gives none."""
    default = default_of(reading, node)
    if default is None or not _says_nothing(reading, default):
        return False
    return not refused_when_empty(reading, node) and not always_given(reading, node, _is_told)


def _written(reading: Reading, call: Call, instead: Mapping[int, Node] | None = None) -> str:
    """The arguments of a call as they are written, names of plain values followed.

    `instead` are expressions that stand for others, by the others' ids.
    """
    told = [
        *(("", node) for node in call.positional),
        *((f"{name}=", node) for name, node in call.keywords.items()),
    ]
    found = []
    for name, node in told:
        value = (instead or {}).get(node.id) or reading.builder.flow.value(node)
        plain = value is not None and value.type in _VALUES
        found.append(name + _plain(reading.module.code(value if plain and value else node)[:200]))
    return ",".join(found)


def _left_out(reading: Reading, call: Call, every: Sequence[str]) -> str:
    """The parameter of the function around whose default leaves every row, "" for none."""
    for node in (*call.positional, *call.keywords.values()):
        if node.type == "string" and (left := _emptied(reading, node, every)):
            return left
        default = default_of(reading, node) if node.type == "identifier" else None
        if default is None or always_given(reading, node, _is_told):
            continue
        written = _written(reading, call, {node.id: default})
        if any(re.fullmatch(one, written) for one in every):
            return reading.module.name(node)
    return ""


def _on_some_ways(reading: Reading, call: Call, every: Sequence[str]) -> str:
    """On which ways an argument leaves every row: `pattern = f"{t}:*" if t else "*"`."""
    for argument in (*call.positional, *call.keywords.values()):
        if argument.type not in _ON_SEVERAL_WAYS:
            continue

        def judge(node: Node, at: int = argument.id, depth: int = 0) -> Told:
            node = unwrapped(node)
            if node.type not in _ON_SEVERAL_WAYS or depth >= _DEEPEST:
                written = _written(reading, call, {at: node})
                matches = any(re.fullmatch(one, written) for one in every)
                return (Scope.NONE if matches else Scope.FILTERED), ""
            several = filled if node.type == "identifier" else either_way
            return several(reading, node, lambda value: judge(value, at, depth + 1))

        scope, reason = judge(argument)
        if scope is Scope.UNKNOWN and reason.startswith("unscoped when "):
            return reason
    return ""


def _emptied(reading: Reading, node: Node, every: Sequence[str]) -> str:
    """The one parameter that a text is put together with and whose default leaves every row."""
    parts = [one for one in node.named_children if one.type == "interpolation"]
    name = parts[0].named_children[0] if len(parts) == 1 and parts[0].named_children else None
    default = default_of(reading, name) if name is not None else None
    if name is None or default is None or default.type != "string":
        return ""
    code = reading.module.code(node)
    start, end = (at - node.start_byte for at in (parts[0].start_byte, parts[0].end_byte))
    told = (code[:start] + reading.known(default) + code[end:]).lstrip("fF")
    if always_given(reading, name, _is_told):
        return ""
    matches = any(re.fullmatch(one, _plain(told)) for one in every)
    return reading.module.name(name) if matches else ""


def _is_told(node: Node) -> Told:
    """That something is given, whatever it is, which is no empty text."""
    return (Scope.NONE if node.end_byte - node.start_byte <= _EMPTY_TEXT else Scope.FILTERED), ""


def _says_nothing(reading: Reading, node: Node) -> bool:
    value = reading.builder.flow.value(node) or node
    return _plain(reading.module.code(value)) in (*_EMPTY, "[[]]")


class _Filter:
    def __init__(
        self,
        reading: Reading,
        every: Sequence[str],
        keys: Sequence[str],
        every_like: Sequence[str] = (),
    ) -> None:
        self._reading = reading
        self._every_like = every_like
        self._every = frozenset(map(_plain, every)) | _EMPTY
        self._keys = keys

    def of(self, node: Node, depth: int = 0) -> Told:
        """What an expression picks when it is given as the filter."""
        node = unwrapped(node)
        code = self._reading.module.code(node)
        if len(code) < 200 and any(re.fullmatch(one, _plain(code)) for one in self._every_like):
            return Scope.TAUTOLOGY, f"{' '.join(code.split())} holds for all"
        if len(code) < 200 and _plain(code) in self._every:
            empty = _plain(code) in _EMPTY
            return (
                Scope.NONE if empty else Scope.TAUTOLOGY
            ), "" if empty else f"{' '.join(code.split())} holds for all"
        if node.type == "dictionary":
            return self._dictionary(node, depth)
        if node.type == "identifier" and depth < _DEEPEST:
            return filled(self._reading, node, lambda value: self.of(value, depth + 1))
        if node.type == "attribute" and depth < _DEEPEST:
            held = self._reading.builder.flow.value(node)
            if held is not None and held.type == "dictionary":
                return self.of(held, depth + 1)
        if node.type == "call":
            given = given_back(self._reading, node, lambda one: self.of(one, depth + 1))
            return given if given is not None and depth < _DEEPEST else self._call(node)
        if node.type in ("conditional_expression", "boolean_operator") and depth < _DEEPEST:
            return either_way(self._reading, node, lambda value: self.of(value, depth + 1))
        if node.type in ("string", "concatenated_string"):
            text = self._reading.known(node)
            if text and text in self._every:
                return Scope.TAUTOLOGY, f"{text!r} stands for all"
            return (Scope.FILTERED if text else Scope.UNKNOWN), ""
        if node.type in ("attribute", "subscript", "identifier"):
            return Scope.UNKNOWN, ""
        return Scope.FILTERED, ""

    def _dictionary(self, node: Node, depth: int) -> Told:
        found: list[Told] = []
        for child in self._reading.module.children(node)[0]:
            if child.type == "dictionary_splat":
                inner = self._reading.module.children(child)[0]
                found.append(self.of(inner[0], depth + 1) if inner else (Scope.UNKNOWN, ""))
                continue
            key = child.child_by_field_name("key")
            keyed = key is not None and self._reading.known(key) in self._keys
            found.append((Scope.KEYED if keyed else Scope.FILTERED, ""))
        return strongest(found)

    def _call(self, node: Node) -> Told:
        made = self._reading.names.dotted(node)[:-2]
        if made.rsplit(".", 1)[-1] in _CONDITIONS and not arguments_of(self._reading.module, node):
            return Scope.NONE, ""
        if made not in _MADE:
            return Scope.UNKNOWN if "." not in made else Scope.FILTERED, ""
        arguments = node.child_by_field_name("arguments")
        given = self._reading.module.children(arguments)[0] if arguments is not None else []
        if any(one.type == "keyword_argument" for one in given):
            return Scope.FILTERED, ""
        return self.of(given[0], 1) if given else (Scope.NONE, "")


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


def _plain(code: str) -> str:
    return _TRAILING.sub("", _SPACE.sub("", code).replace('"', "'"))
