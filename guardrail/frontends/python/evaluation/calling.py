"""What calls amount to: of the module's own functions what these give, else the call itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import containers, instances
from guardrail.frontends.python.evaluation.checks import conditions_before, mentions
from guardrail.frontends.python.evaluation.values import (
    UNKNOWN,
    Entries,
    Frame,
    Known,
    Later,
    Parts,
    Value,
)
from guardrail.frontends.python.naming.calls import Call, arguments_of
from guardrail.frontends.python.receivers.members import results_of

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

Slots = list["Later | Sequence[Value]"]
_FUNCTIONS = ("function_definition", "lambda")
_SAME = frozenset(("copy", "deepcopy"))
_FIRST_GIVEN = frozenset(("deepcopy", "copy", "run", "cast"))
_WRITTEN_OUT = frozenset(
    ("string", "integer", "true", "false", "list", "dictionary", "tuple", "concatenated_string")
)
_UNPACKED = frozenset(("keyword_argument", "dictionary_splat", "list_splat"))
_STARRED = frozenset(("list_splat_pattern", "dictionary_splat_pattern"))
_MOST_UNPACKED = 8
_SIGNS = frozenset(("keyword_separator", "positional_separator"))
_ITSELF = frozenset(("self", "cls"))


def last_name(evaluator: Evaluator, call: Node) -> str:
    """The last part of what a call calls."""
    function = call.child_by_field_name("function")
    return evaluator.module.name(function).rpartition(".")[2] if function is not None else ""


def owner_of(call: Node) -> Node | None:
    """What a method is called on."""
    function = call.child_by_field_name("function")
    return function.child_by_field_name("object") if function is not None else None


def arguments(evaluator: Evaluator, call: Node) -> list[Node]:
    """What a call is given without names."""
    given = arguments_of(evaluator.module, call)
    return [one for one in given if one.type not in ("keyword_argument", "dictionary_splat")]


def keywords(evaluator: Evaluator, call: Node, frame: Frame | None) -> Entries:
    """What a call is given by names: `dict(name="nightly", **more)`."""
    entries: dict[str, Sequence[Value]] = {}
    more = False
    for one in arguments_of(evaluator.module, call):
        if one.type == "keyword_argument":
            name, value = (one.child_by_field_name(part) for part in ("name", "value"))
            if name is not None and value is not None:
                entries[evaluator.module.name(name)] = evaluator.values(value, frame)
        elif one.type == "dictionary_splat":
            inner = evaluator.module.children(one)[0][0]
            more |= not containers.merge(evaluator, inner, frame, entries)
        else:
            more |= not containers.merge(evaluator, one, frame, entries)
    return Entries(entries, more)


def of_call(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    """What a call gives: the call itself where the module doesn't say."""
    name = last_name(evaluator, node)
    picked = _BY_NAME.get(name)
    found = picked(evaluator, node, frame) if picked is not None else None
    if found is not None:
        return found
    given: list[Value] = []
    for function in functions(evaluator, node, frame):
        if _yields(evaluator, function.node) or function.frame is None:
            return (Known(node, frame),)
        given += results(evaluator, function)
    return given or (Known(node, frame),)


def functions(evaluator: Evaluator, call: Node, frame: Frame | None) -> list[Known]:
    """The functions of the module that a call may be of, each with the frame that it makes."""
    function = call.child_by_field_name("function")
    if function is None:
        return []
    found: list[Known] = []
    if function.type == "attribute":
        owner, name = (function.child_by_field_name(part) for part in ("object", "attribute"))
        if owner is None or name is None or not _is_own(evaluator, evaluator.module.name(name)):
            return []
        for value in evaluator.values(owner, frame):
            one = instances.method(evaluator, value, evaluator.module.name(name))
            if one is not None:
                found.append(_called(evaluator, one, call, frame))
        return found
    for value in evaluator.values(function, frame):
        if isinstance(value, Known) and value.node.type in _FUNCTIONS:
            found.append(_called(evaluator, value, call, frame))
        elif instances.is_object(evaluator, value):
            one = instances.method(evaluator, value, "__call__")
            if one is not None:
                found.append(_called(evaluator, one, call, frame))
    return found


def _is_own(evaluator: Evaluator, name: str) -> bool:
    """Whether the module defines a function of a name at all."""
    return f"def {name}" in evaluator.module.plain


def _called(evaluator: Evaluator, function: Known, node: Node, frame: Frame | None) -> Known:
    call = evaluator.reading.call(node)
    made = frame_of(evaluator, function.node, call, frame, function.frame)
    return Known(function.node, made)


def results(evaluator: Evaluator, function: Known) -> Sequence[Value]:
    """What a function gives in a call of it."""
    if function.node.type == "lambda":
        body = function.node.child_by_field_name("body")
        return evaluator.values(body, function.frame) if body is not None else UNKNOWN
    found: list[Value] = []
    told = results_of(evaluator.module, function.node)
    if len(told) > 1 and _is_picked(evaluator, function, told):
        return UNKNOWN
    for one in told:
        if one.type == "none":
            continue
        given = evaluator.values(one, function.frame)
        found += UNKNOWN if _is_looked_at(evaluator, one, given) else given
    return found or UNKNOWN


def _is_picked(evaluator: Evaluator, function: Known, told: Sequence[Node]) -> bool:
    """Whether a parameter picks among several results, and what it is given isn't known."""
    given = function.frame.given if function.frame is not None else {}
    unknown = [name for name, one in given.items() if None in evaluator.given(one)]
    return any(
        mentions(conditions_before(evaluator.module, one.start_byte), name)
        for one in told
        for name in unknown
    )


def _is_looked_at(evaluator: Evaluator, result: Node, given: Sequence[Value]) -> bool:
    """Whether a function checks what it gives, and that isn't written out: a fetched text."""
    root = result
    while root.type != "identifier" and root.named_children:
        root = root.named_children[0]
    if all(isinstance(one, Known) and one.node.type in _WRITTEN_OUT for one in given):
        return False
    asked = conditions_before(evaluator.module, result.start_byte)
    return mentions(asked, evaluator.module.name(root))


def yielded(evaluator: Evaluator, value: Known) -> Sequence[Value] | None:
    """What a generator of the module yields, `None` for anything else."""
    if value.node.type != "call":
        return None
    found: list[Value] = []
    for function in functions(evaluator, value.node, value.frame):
        if not _yields(evaluator, function.node):
            return None
        for one in results_of(evaluator.module, function.node):
            around = one.parent
            all_of = around is not None and "from" in {child.type for child in around.children}
            each = containers.elements(evaluator, one, function.frame) if all_of else ()
            found += each or evaluator.values(one, function.frame)
    return found or None


def _yields(evaluator: Evaluator, function: Node) -> bool:
    plain = evaluator.module.plain
    if "yield" not in plain[function.start_byte : function.end_byte]:
        return False
    given = results_of(evaluator.module, function)
    return any(one.parent is not None and one.parent.type == "yield" for one in given)


def frame_of(
    evaluator: Evaluator,
    function: Node,
    call: Call,
    caller: Frame | None,
    bound: Frame | None = None,
) -> Frame | None:
    """The frame that a call of a function makes; `bound` says what a method is called on."""
    slots, named, more = handed(evaluator, call, caller)
    listed = function.child_by_field_name("parameters")
    given: dict[str, Sequence[Value] | Later] = {}
    place = 0
    for child in evaluator.module.children(listed)[0] if listed is not None else ():
        name = _name_of(evaluator, child)
        kind = _starred(child)
        if child.type in _SIGNS or not name or (name in _ITSELF and not given and not place):
            place = 10_000 if child.type == "keyword_separator" else place
        elif kind == "list_splat_pattern":
            given[name] = (Parts(tuple(evaluator.given(one) for one in slots[place:])),)
            place = 10_000
        elif kind == "dictionary_splat_pattern":
            left = {k: evaluator.given(v) for k, v in named.items() if k not in given}
            given[name] = (Entries(left, more),)
        else:
            default = child.child_by_field_name("value")
            if name in named:
                given[name] = named[name]
            elif place < len(slots):
                given[name] = slots[place]
            elif default is not None and not more:
                given[name] = Later(default, None)
            else:
                given[name] = UNKNOWN
            place += 1
    itself = bound.itself if bound is not None else ()
    around = bound.around if bound is not None else caller
    return evaluator.frame(Frame(function.id, given, itself, around))


def handed(
    evaluator: Evaluator, call: Call, caller: Frame | None
) -> tuple[Slots, dict[str, Later | Sequence[Value]], bool]:
    """What a call gives in order, what by name, and whether it may give more than is known."""
    slots: Slots = []
    named: dict[str, Later | Sequence[Value]] = {}
    more = False
    before = len(call.positional) if call.first_star is None else call.first_star
    slots += [Later(one, caller) for one in call.positional[:before]]
    for star in call.stars:
        if star.parent is None or star.parent.type != "list_splat":
            # `pool.map(run, whats)` calls it with one after the other.
            slots.append(containers.elements(evaluator, star, caller))
            continue
        rows = [*containers.contents(evaluator, star, caller)]
        if any(not isinstance(row, Parts) for row in rows):
            more = True
            slots += [UNKNOWN] * _MOST_UNPACKED
        else:
            slots += _side_by_side([row.parts for row in rows if isinstance(row, Parts)])
    slots += [Later(one, caller) for one in call.positional[before:]]
    for one in call.double_stars:
        entries: dict[str, Sequence[Value]] = {}
        more |= not containers.merge(evaluator, one, caller, entries)
        named.update(entries)
    named.update({name: Later(one, caller) for name, one in call.keywords.items()})
    return slots, named, more


def _side_by_side(rows: Sequence[Sequence[Sequence[Value]]]) -> list[Sequence[Value]]:
    """What several rows have at each place, the first of all rows first."""
    width = max(map(len, rows), default=0)
    return [
        [row[place][0] if place < len(row) and row[place] else None for row in rows]
        if len(rows) > 1
        else rows[0][place]
        for place in range(width)
    ]


def _name_of(evaluator: Evaluator, parameter: Node) -> str:
    node: Node | None = parameter
    while node is not None and node.type != "identifier":
        node = node.child_by_field_name("name") or next(
            iter(evaluator.module.children(node)[0]), None
        )
    return evaluator.module.name(node) if node is not None else ""


def _starred(parameter: Node) -> str:
    """How a parameter collects arguments, "" for one that doesn't."""
    if parameter.type in _STARRED:
        return parameter.type
    inner = parameter.named_children[:1] if parameter.type == "typed_parameter" else []
    return inner[0].type if inner and inner[0].type in _STARRED else ""


def _got(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    """`options.get("a", 1)`, `.setdefault("a", 1)`, `todo.pop()`: what is there, or any of it."""
    owner, given = owner_of(node), arguments(evaluator, node)
    if owner is None or evaluator.module.code(owner).endswith("environ"):
        return None
    if not given:
        return _any_of(evaluator, node, frame)
    default = evaluator.values(given[1], frame) if len(given) > 1 else None
    return containers.looked_up(evaluator, owner, given[0], frame, default)


def _any_of(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    """One of a list: `todo.popleft()`, `queue.get()`."""
    owner = owner_of(node)
    if owner is None:
        return None
    found = containers.elements(evaluator, owner, frame)
    return found if any(one is not None for one in found) else None


def _next_of(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    given = arguments(evaluator, node)
    found = containers.elements(evaluator, given[0], frame) if given else ()
    return found if any(one is not None for one in found) else None


def _itself(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    """`options.copy()`, `copy.deepcopy(options)`, `cast(str, options)`, `asyncio.run(main())`."""
    given, owner = arguments(evaluator, node), owner_of(node)
    name = last_name(evaluator, node)
    if given and name in _FIRST_GIVEN:
        if name == "run" and (owner is None or evaluator.module.code(owner) != "asyncio"):
            return None
        return evaluator.values(given[-1 if name == "cast" else 0], frame)
    if not given and owner is not None and name in _SAME:
        found = evaluator.values(owner, frame)
        return found if any(containers.content(evaluator, one) for one in found) else None
    return None


def _attribute_got(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    """`getattr(options, "a", 1)`."""
    given = arguments(evaluator, node)
    if len(given) < 2 or owner_of(node) is not None:
        return None
    names = [containers.text_of(evaluator, one) for one in evaluator.values(given[1], frame)]
    found: list[Value] = []
    for value in evaluator.values(given[0], frame):
        for name in names:
            found += (instances.member(evaluator, value, name) if name else None) or UNKNOWN
    if len(given) > 2 and None in found:
        found += evaluator.values(given[2], frame)
    return found


def _same_elements(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    """`dict(options)`, `list(names)`: what these are given, where that is known."""
    given = arguments_of(evaluator.module, node)
    if len(given) != 1 or given[0].type in _UNPACKED or owner_of(node) is not None:
        return None
    found = evaluator.values(given[0], frame)
    # Of a dictionary a list has the keys alone.
    kind = Entries if last_name(evaluator, node) == "dict" else Parts
    return (
        found
        if all(isinstance(containers.content(evaluator, one), kind) for one in found)
        else None
    )


_Picked = Callable[["Evaluator", Node, "Frame | None"], "Sequence[Value] | None"]
_BY_NAME: Mapping[str, _Picked] = {
    "get": _got,
    "pop": _got,
    "setdefault": _got,
    "popleft": _any_of,
    "get_nowait": _any_of,
    "next": _next_of,
    "copy": _itself,
    "deepcopy": _itself,
    "cast": _itself,
    "run": _itself,
    "getattr": _attribute_got,
    **dict.fromkeys(("dict", "list", "tuple", "sorted", "set"), _same_elements),
}
