"""What modules offer, kept from one run to the next by all that decides it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from guardrail.definitions import Given
from guardrail.engine.facts import dump_objects, load_objects
from guardrail.engine.reading_code import reading_code

if TYPE_CHECKING:
    from guardrail.frontends.python.receivers.offered import Offers


class Shelf(Protocol):
    """Where plain data is kept."""

    def keep(self, name: str, linked: Mapping[str, str]) -> None:
        """Keep plain data under a name."""

    def kept(self, name: str) -> Mapping[str, str] | None:
        """What was kept under a name."""


def offers_of(shelf: Shelf, path: str, text: str, ways: Sequence[str], given: Given) -> Offers:
    """What ways into a module lead to: as it was worked out before, or worked out now."""
    name = _name(path, text, ways, given)
    known = _load(shelf.kept(name))
    if known is None:
        from guardrail.frontends.python.receivers.offered import offered

        known = offered(path, text, ways, given)
        shelf.keep(name, _dump(known))
    return known


def _name(path: str, text: str, ways: Sequence[str], given: Given) -> str:
    said = repr((reading_code(), path, tuple(ways), given.digest()))
    digest = hashlib.sha256(f"offers\0{said}\0".encode("utf-8", "surrogateescape"))
    digest.update(text.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _dump(offers: Offers) -> dict[str, str]:
    plain = {
        way: json.dumps([dump_objects(known), left]) for way, (known, left) in offers.found.items()
    }
    return {**plain, "": json.dumps([offers.names, offers.needs])}


def _load(plain: Mapping[str, str] | None) -> Offers | None:
    """The offers of plain data, `None` where it isn't what `_dump` made."""
    if plain is None:
        return None
    from guardrail.frontends.python.receivers.offered import Offers

    try:
        names, needs = json.loads(plain[""])
        found = {}
        for way, line in plain.items():
            if way:
                objects, left = json.loads(line)
                found[way] = (load_objects(objects), int(left))
        return Offers(found, tuple(map(str, names)), tuple(map(str, needs)))
    except (KeyError, TypeError, ValueError):
        return None
