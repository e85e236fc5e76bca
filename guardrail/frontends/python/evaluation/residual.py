"""Values written out again as code that says the same where it is put.

Of `Job(root).clean()` with `self.root / "cache"` in it, what is left is `(Path("/srv") / "cache")`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation.callers import callers_of
from guardrail.frontends.python.evaluation.naming import ITSELF
from guardrail.frontends.python.evaluation.values import Entries, Frame, Known, Parts, Value
from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.source.comprehensions import clause_around

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

MOST_TEXTS = 6
_DEEPEST = 5
_LONGEST = 4_000
_MOST_LEAVES = 16
_SEEN_THROUGH = frozenset(("identifier", "attribute", "subscript", "call"))
_CLOSED = frozenset(
    (
        *("lambda", "list_comprehension", "set_comprehension", "dictionary_comprehension"),
        "generator_expression",
    )
)
_CHOOSING = frozenset(("boolean_operator", "conditional_expression"))
_PLAIN = frozenset(
    ("string", "integer", "float", "true", "false", "none", "list", "dictionary", "tuple", "set")
)


def leaves(evaluator: Evaluator, node: Node) -> Iterator[Node]:
    """The names, attributes, elements and calls in an expression that stand for something else."""
    found = 0
    waiting = [node]
    while waiting and found < _MOST_LEAVES:
        one = waiting.pop()
        if one.type in _CLOSED:
            continue
        if one.type in _SEEN_THROUGH:
            found += 1
            yield one
            continue
        if one.type == "keyword_argument":
            value = one.child_by_field_name("value")
            waiting += [value] if value is not None else []
        elif one.type == "conditional_expression":
            # What it is asked for decides: those who take branches look at that.
            first, *_, last = evaluator.module.children(one)[0]
            waiting += [last, first]
        else:
            waiting += reversed(evaluator.module.children(one)[0])


def within(evaluator: Evaluator, leaf: Node) -> Iterator[Node]:
    """What stands in an expression of which nothing is known as a whole."""
    if leaf.type == "attribute":
        inner = [leaf.child_by_field_name("object")]
    elif leaf.type == "subscript":
        inner = [leaf.child_by_field_name(part) for part in ("value", "subscript")]
    elif leaf.type == "call":
        function = leaf.child_by_field_name("function")
        inner = [leaf.child_by_field_name("arguments")]
        if function is not None and function.type == "attribute":
            inner.append(function.child_by_field_name("object"))
    else:
        return
    for one in inner:
        if one is not None:
            yield from leaves(evaluator, one)


def replaced(
    evaluator: Evaluator,
    node: Node,
    frame: Frame | None,
    depth: int = 0,
    *,
    parameters: bool = False,
) -> dict[tuple[int, int], Sequence[str | None]]:
    """What is to be put where in an expression: texts by the ranges of what they replace.

    Names that only say in other words what they are bound to are left; so are parameters that each
    call gives plainly, unless these are asked for.
    """
    found: dict[tuple[int, int], Sequence[str | None]] = {}
    waiting = deque(leaves(evaluator, node))
    looked = 0
    while waiting and looked < _MOST_LEAVES:
        looked += 1
        leaf = waiting.popleft()
        texts = texts_of(evaluator, leaf, frame, depth, parameters=parameters)
        if texts is None:
            waiting.extend(within(evaluator, leaf))
        else:
            found[leaf.start_byte, leaf.end_byte] = texts
    return found


def texts_of(
    evaluator: Evaluator,
    leaf: Node,
    frame: Frame | None,
    depth: int = 0,
    *,
    parameters: bool = False,
) -> Sequence[str | None] | None:
    """The texts that say what a leaf stands for, `None` among them for a value that isn't known.

    `None` where nothing is known, or where it says itself what it is.
    """
    asked = parameters and _is_parameter(evaluator, leaf)
    if frame is None and not asked and _is_plain(evaluator, leaf):
        return None
    key = ("texts", leaf.id, id(frame))
    if key not in evaluator.texts:
        evaluator.texts[key] = None
        evaluator.texts[key] = _texts(evaluator, leaf, frame, depth)
    return evaluator.texts[key]


def _texts(
    evaluator: Evaluator, leaf: Node, frame: Frame | None, depth: int
) -> Sequence[str | None] | None:
    values = evaluator.values(leaf, frame)
    if all(one is None or _is(one, leaf) for one in values) or not evaluator.enter():
        return None
    found: list[str | None] = []
    for one in values:
        found += written(evaluator, one, depth + 1) if len(found) < MOST_TEXTS else (None,)
    evaluator.leave()
    told = [one if _says_something(one) else None for one in found]
    known = [one for one in told if one is not None]
    if not known:
        return None
    return [*known[:MOST_TEXTS], *([None] if len(known) < len(told) else [])]


def _says_something(text: str | None) -> bool:
    return text not in (None, "None") and len(text or "") <= _LONGEST


def _is(value: Value, leaf: Node) -> bool:
    return isinstance(value, Known) and value.node.id == leaf.id


def _is_plain(evaluator: Evaluator, leaf: Node) -> bool:
    """Whether a name is only assigned to, by what says by itself what it is, in sight."""
    if leaf.type != "identifier":
        return False
    scope, _, _ = evaluator.flow.bindings(leaf)
    name = evaluator.module.name(leaf)
    if scope is None or evaluator.scopes.bound_globally(name):
        return name in ITSELF
    return all(
        _is_plainly_bound(evaluator, one, name, scope) for one in evaluator.flow.reaching(leaf)
    )


def _is_parameter(evaluator: Evaluator, leaf: Node) -> bool:
    if leaf.type != "identifier" or evaluator.module.name(leaf) in ITSELF:
        return False
    reaching = evaluator.flow.reaching(leaf)
    return any(one.kind is BindingKind.PARAMETER for one in reaching)


def _is_plainly_bound(evaluator: Evaluator, one: Binding, name: str, scope: Scope) -> bool:
    if one.kind is BindingKind.PARAMETER:
        return name in ITSELF or _is_given_plainly(evaluator, scope.node, name)
    return (
        one.kind is BindingKind.ASSIGNED
        and one.index is None
        and one.value is not None
        and _says_itself(evaluator, one.value)
    )


def _is_given_plainly(evaluator: Evaluator, function: Node, name: str) -> bool:
    """Whether calls by its name give a parameter what says itself: they are read one by one."""
    key = (f"given plainly {name}", function.id)
    held: bool | None = evaluator.reading.remembered.get(key)
    if held is None:
        evaluator.reading.remembered[key] = True
        if not evaluator.enter():
            return True
        callers = callers_of(evaluator, function)
        by_name = calls_of_function(evaluator.reading, function, class_around(function))
        held = bool(callers) and len(callers) <= len(by_name)
        for call, _ in callers if held else ():
            given = given_to(evaluator.module, function, call).get(name)
            held &= (
                given is not None
                and given.kind is BindingKind.ASSIGNED
                and given.value is not None
                and (given.value.type == "identifier" or _says_itself(evaluator, given.value))
                and (given.value.type != "identifier" or _is_plain(evaluator, given.value))
            )
        evaluator.leave()
        evaluator.reading.remembered[key] = held
    return held


def _says_itself(evaluator: Evaluator, value: Node) -> bool:
    """Whether nothing in what a name is assigned stands for something else."""
    key = ("says itself", value.id)
    held: bool | None = evaluator.reading.remembered.get(key)
    if held is None:
        evaluator.reading.remembered[key] = True
        if not evaluator.enter():
            return True
        held = value.type not in _CHOOSING and not replaced(evaluator, value, None)
        evaluator.leave()
        evaluator.reading.remembered[key] = held
    return held


def written(evaluator: Evaluator, value: Value, depth: int = 0) -> Sequence[str | None]:
    """The code of a value, with what is known inside it put in: one text for each way."""
    if value is None or depth > _DEEPEST:
        return (None,)
    if isinstance(value, Parts):
        sides = [("", _all(evaluator, part, depth)) for part in value.parts]
        return _joined(sides, "[", "]")
    if isinstance(value, Entries):
        if value.more:
            return (None,)
        sides = [
            (f"{key!r}: ", _all(evaluator, part, depth)) for key, part in value.entries.items()
        ]
        return _joined(sides, "{", "}")
    node, module = value.node, evaluator.module
    if node.type in ("function_definition", "class_definition"):
        return (module.defined(node) or None,)
    inside = replaced(evaluator, node, value.frame, depth)
    if node.type in _SEEN_THROUGH:
        # It says itself what it is; only what it is made of may be put in.
        inside = {k: v for k, v in inside.items() if k != (node.start_byte, node.end_byte)}
    if not _is_closed(evaluator, node, inside):
        return (None,)
    return _filled(module.text, node, inside)


def _is_closed(
    evaluator: Evaluator, node: Node, inside: Mapping[tuple[int, int], Sequence[str | None]]
) -> bool:
    """Whether what is left of an expression says the same anywhere in the module."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if (one.start_byte, one.end_byte) in inside:
            if None in inside[one.start_byte, one.end_byte]:
                return False
            continue
        if one.type in _CLOSED:
            return False
        if one.type == "identifier":
            scope, _, _ = evaluator.flow.bindings(one)
            if scope is not None and scope.node.type != "module":
                return False
            if scope is None and clause_around(evaluator.module, one) is not None:
                return False
        elif one.type == "attribute":
            waiting += [held] if (held := one.child_by_field_name("object")) is not None else []
        elif one.type == "keyword_argument":
            waiting += [held] if (held := one.child_by_field_name("value")) is not None else []
        else:
            waiting += evaluator.module.children(one)[0]
    return True


def _filled(
    text: str, node: Node, inside: Mapping[tuple[int, int], Sequence[str | None]]
) -> Sequence[str | None]:
    ways = max((len(one) for one in inside.values()), default=1)
    found: list[str | None] = []
    for way in range(min(ways, MOST_TEXTS)):
        out, at = "", node.start_byte
        for (start, end), texts in sorted(inside.items()):
            told = texts[way % len(texts)]
            out += text[at:start] + (told if told is not None else text[start:end])
            at = end
        out += text[at : node.end_byte]
        found.append(out if node.type in _PLAIN or out.isidentifier() else f"({out})")
    return found


def _all(evaluator: Evaluator, values: Sequence[Value], depth: int) -> Sequence[str | None]:
    found = [text for one in values[:MOST_TEXTS] for text in written(evaluator, one, depth + 1)]
    return found[:MOST_TEXTS] or (None,)


def _joined(
    sides: Sequence[tuple[str, Sequence[str | None]]], opening: str, closing: str
) -> Sequence[str | None]:
    """Lists or dictionaries of the first texts of all sides, of the second, and so on."""
    ways = max((len(texts) for _, texts in sides), default=1)
    found: list[str | None] = []
    for way in range(ways):
        row = [(before, texts[way % len(texts)]) for before, texts in sides]
        told = [f"{before}{text}" for before, text in row if text is not None]
        found.append(opening + ", ".join(told) + closing if len(told) == len(row) else None)
    return found
