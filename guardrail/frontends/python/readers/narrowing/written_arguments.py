"""The arguments of a call as they are written, with the plain values that names stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.calls_abroad import written_call
from guardrail.frontends.python.functions.in_light import in_the_light_of
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.narrowing.fillings import own_function
from guardrail.frontends.python.readers.narrowing.saying_nothing import plain
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of

_VALUES = frozenset(("string", "integer", "none", "true", "unary_operator"))
_JOINS = ".join("
_MADE = frozenset(("string", "binary_operator", "call"))


def written_arguments(
    reading: Reading,
    call: Call,
    instead: Mapping[int, Node | str] | None = None,
    spread: Sequence[Node] = (),
) -> str:
    """The arguments of a call as they are written, names of plain values followed.

    `instead` are expressions, or their code, that stand for others, by the others' ids; `spread`
    are those that stand in a list which is handed on as the last positional ones.
    """
    told = [
        *(("", node) for node in (*call.positional, *spread)),
        *((f"{name}=", node) for name, node in call.keywords.items()),
    ]
    found = []
    for name, node in told:
        value = (instead or {}).get(node.id) or reading.builder.flow.value(node)
        if isinstance(value, str):
            found.append(name + plain(value))
            continue
        is_plain = value is not None and (value.type in _VALUES or node.id in (instead or {}))
        text = made_text(reading, value) if value is not None and value.type in _MADE else ""
        if not text and not is_plain and node.type == "identifier":
            # A text that grows, or one of several things that a function gives.
            grown = reading.texts(node)
            text = grown[0] if len(grown) == 1 else ""
        code = f"'{text}'" if text else reading.module.code(value if is_plain and value else node)
        found.append(name + plain(code[:200]))
    return ",".join(found)


def made_text(reading: Reading, node: Node) -> str:
    """The text that is put together, also by a function of another module, "" if not known.

    Where pieces are joined, their own quotes say nothing of the whole: what isn't known of it are
    holes.
    """
    known = reading.known(node) or _joined(reading, node)
    if known or node.type != "call":
        return known
    call = call_of(reading.module, node, "")
    own = own_function(reading, call.function)
    results = results_of(reading.module, own) if own is not None else []
    if own is not None:
        light = in_the_light_of(reading, {own.id: given_to(reading.module, own, call)}, None)
        if len(results) != 1:
            return ""
        return light.known(results[0]) or _joined(light, results[0])
    name = written_call(reading.builder, reading.names, node)
    if not name:
        return ""
    reading.builder.note(name)
    given = reading.source.given
    return dict(given.constants).get(name, "") if given is not None else ""


def _joined(reading: Reading, node: Node) -> str:
    """What is known of a text in which pieces are joined."""
    return reading.partly_known(node) if _JOINS in reading.module.code(node) else ""
