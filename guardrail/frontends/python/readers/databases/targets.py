"""The names of what a call on an object of a store changes: from arguments, objects, classes."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import ObjectKind, Verb
from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.in_light import in_the_light_of
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.databases.selections import value_inside
from guardrail.frontends.python.readers.narrowing.fillings import own_function
from guardrail.frontends.python.readers.narrowing.holes_made import made_by
from guardrail.frontends.python.readers.narrowing.unset import unset_by_default
from guardrail.frontends.python.readers.narrowing.written_arguments import made_text
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.receivers.things import Thing
from guardrail.frontends.python.strings.rope import known, only_hole
from guardrail.knowledge.python.kinds import (
    AROUND,
    RECEIVER,
    ChangesData,
    ChangesObject,
    Inside,
    OfKind,
)
from guardrail.knowledge.python.picking import PASSING, words_of
from guardrail.spanmap import PieceKind

_OF_ENVIRONMENT = ("os.environ.get", "os.getenv", "environ.get", "getenv")


def targets_of(
    reading: Reading, call: Call, row: OfKind, things: tuple[Thing, ...]
) -> tuple[str, ...]:
    """What is changed, "" where its name isn't known; none where there is nothing."""
    target = row.target
    if isinstance(target, str):
        return (target,)
    if isinstance(target, Inside):
        node = call.argument(target.argument)
        held = value_inside(reading, node, target.key) if node is not None else None
        if node is None or held is None:
            return ()
        return (reading.known(held) or _as_called(reading, node, held),)
    owners = tuple(dict.fromkeys(one.name for one in things if one.name)) or ("",)
    if target == RECEIVER:
        return owners
    if target == AROUND:
        return (_around(reading, call),)
    node = call.argument(target)
    if node is None:
        # Without `namespace=…` it is all that the index has.
        return owners if isinstance(row, ChangesData) and target.position < 0 else ("",)
    if node.type in ("list", "tuple"):
        listed = [_class_named(reading, one) for one in reading.module.children(node)[0]]
        return (", ".join(listed) if all(listed) else "",)
    texts = reading.texts(node)
    if not texts and (made := _made(reading, node)):
        texts = (made,)
    if not texts:
        named = next((one.name for one in objects(reading).of(node) if one.name), "")
        by_default = by_environment(reading, node) or _put_together(reading, node)
        passing = isinstance(row, ChangesObject) and row.what is ObjectKind.TABLE
        named = named or _class_named(reading, node) or by_default
        return (named or (_named_for_passing(reading, node) if passing else ""),)
    # What a frame is written over has nothing to do with the table that the frame is of.
    within = "" if isinstance(row, ChangesData) and row.verb is Verb.OVERWRITE else owners[0]
    return tuple(f"{within}.{text}" if within else text for text in texts)


def _as_called(reading: Reading, node: Node, held: Node) -> str:
    """The name as the function is given it that an argument comes from: `steps(TARGET)`."""
    value = reading.builder.flow.value(node) or node
    if value.type != "call":
        return ""
    call = call_of(reading.module, value, "")
    own = own_function(reading, call.function)
    if own is None or not own.start_byte < held.start_byte < own.end_byte:
        return ""
    return in_the_light_of(reading, {own.id: given_to(reading.module, own, call)}, None).known(held)


def _class_named(reading: Reading, node: Node) -> str:
    name = reading.module.name(node).rsplit(".", 1)[-1]
    named = node.type in ("identifier", "attribute") and name[:1].isupper()
    return name if named and not name.isupper() else ""


def _made(reading: Reading, node: Node) -> str:
    """The name that a function makes of what it is given: `index_of("products")`."""
    value = reading.builder.flow.value(node) or node
    return made_text(reading, value) if value.type == "call" else ""


def by_environment(reading: Reading, node: Node) -> str:
    """What a setting says where the environment doesn't: `os.getenv("INDEX", "products")`."""
    value = reading.builder.flow.value(node) or node
    if value.type != "call":
        return ""
    call = reading.call(value)
    asked = call.name in _OF_ENVIRONMENT and len(call.positional) > 1
    return reading.known(call.positional[1]) if asked else ""


def _put_together(reading: Reading, node: Node) -> str:
    """The name that is put together with what settings say where the environment doesn't.

    `PREFIX + "*"` is `*` where nobody gives a prefix.
    """
    told: list[str] = []
    for rope in reading.builder.variants(node):
        holes = [one for one in rope if one.kind is PieceKind.HOLE]
        if not holes:
            told.append(known(rope) or "")
            continue
        made = [made_by(reading, one) for one in holes]
        if only_hole(rope) or not all(one and unset_by_default(reading, one) for one in made):
            continue
        told.append("".join(one.text for one in rope if one.kind is not PieceKind.HOLE))
    return told[0] if len(told) == 1 else ""


def _named_for_passing(reading: Reading, node: Node) -> str:
    """A name that is only known in part, where that says that it was made to go: `tmp_{run}`."""
    ropes = [one for one in reading.builder.variants(node) if not only_hole(one)]
    if len(ropes) != 1:
        return ""
    written = " ".join(one.text for one in ropes[0] if one.kind is not PieceKind.HOLE)
    if words_of(written).isdisjoint(PASSING):
        return ""
    return "".join(
        f"{{{one.name}}}" if one.kind is PieceKind.HOLE else one.text for one in ropes[0]
    )


def _around(reading: Reading, call: Call) -> str:
    """The name of what the call is called on that this one is an argument of."""
    node = call.node.parent
    for _ in range(6):
        if node is None:
            return ""
        if node.type == "call":
            function = node.child_by_field_name("function")
            owner = function.child_by_field_name("object") if function is not None else None
            found = objects(reading).of(owner) if owner is not None else ()
            return next((one.name for one in found if one.name), "")
        node = node.parent
    return ""
