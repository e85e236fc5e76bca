"""What a module offers to those that import it: the objects that its names lead to.

Pure: the text, what its own imports stand for and the knowledge decide it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field
from tree_sitter import Node

from guardrail.definitions import Given, KnownObject
from guardrail.frontends.python.reading import Reading, reading_of
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.receivers.things import Thing
from guardrail.frontends.python.receivers.ways_abroad import longest, needed_objects
from guardrail.frontends.python.source.tree import TooDeep
from guardrail.model import Source
from guardrail.settings import Settings

LONGEST = 1_000_000
"""In a longer text no names are followed."""

_OWN = frozenset(("object", "class", ""))

Found = tuple[tuple[KnownObject, ...], int]
"""Objects, and how many characters of the way are left behind them."""


class Offers(Struct, frozen=True):
    """What ways into a module lead to, none for those that lead nowhere known.

    `names` and `needs` are what the module itself must know of others for them: constant texts, and
    ways to objects.
    """

    found: Mapping[str, Found] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def offered(path: str, text: str, ways: Iterable[str], given: Given) -> Offers:
    """What `ways` lead to in a module: "client", "get_session()", "Store().client.shop".

    Each is read as an expression that stands behind the module's last statement.
    """
    asked = list(ways)
    reading = offering_of(path, f"{text}\n" + "\n".join(asked), given)
    if reading is None:
        return Offers()
    asking = [node for node in reading.module.root.named_children if node.start_byte > len(text)]
    found: dict[str, Found] = {}
    for node in asking:
        way = reading.module.code(node)
        known = _first_known(reading, node.named_children[0]) if node.named_children else None
        if known is not None:
            found[way] = known
    return Offers(found, tuple(reading.builder.needs), longest(needed_objects(reading)))


def offering_of(path: str, text: str, given: Given) -> Reading | None:
    """The reading of a module that others ask, `None` where it is too long or too deep."""
    if len(text) > LONGEST:
        return None
    source = Source(path, "python", text, given=given)
    try:
        return reading_of(source, Settings(), offering=True)
    except TooDeep:
        return None


def _first_known(reading: Reading, way: Node) -> Found | None:
    """The objects of a library that a way comes to first."""
    for node in reversed(list(_inwards(way))):
        found = [one for one in objects(reading).of(node) if one.kind not in _OWN]
        if found:
            known = tuple(dict.fromkeys(map(_known, found)))
            return known, way.end_byte - node.end_byte
    return None


def _inwards(node: Node | None) -> Iterator[Node]:
    while node is not None:
        yield node
        part = {"attribute": "object", "call": "function"}.get(node.type)
        node = node.child_by_field_name(part) if part is not None else None


def _known(thing: Thing) -> KnownObject:
    return KnownObject(
        thing.kind,
        thing.parts,
        thing.scope,
        thing.reason,
        where=thing.where,
        sure=thing.sure,
    )
