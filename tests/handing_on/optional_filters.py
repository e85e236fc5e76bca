"""Filters that are put together of what is given: with nothing given they may leave nothing out.

A store of `stores.txt` says with `%above` what is imported, with `%new` and `%fixed` an empty
filter and one that always leaves something out, with `%put` how the filter `F` gets the value `V`
for the field `K`, with `%pair` what that puts in, and with `%use` what deletes by the filter.
A way of `filters.txt` is a module; its lines behind `BAD|` and `GOOD|` stand only in the harmful
one and in its twin, `BEGIN` is empty only in the first, `EMPTY` in both. `%lookups` ways are for
dictionaries alone, `%conditions` for lists.
"""

from __future__ import annotations

import re

from handing_on import MAIN, blocks, indented, one_side, said
from msgspec import Struct

_PUT = re.compile(r"PUT\(([\w.]+), (\w+), (.+)\)$", re.MULTILINE)
_PAIR = re.compile(r"PAIR\((\w+), (\w+)\)")
_USE = re.compile(r"^( *)USE\((.+)\)$", re.MULTILINE)


class Store(Struct, frozen=True):
    """A library and how what is in it is deleted by a filter."""

    name: str
    above: str
    new: str
    fixed: str
    put: str
    pair: str
    use: str


class Way(Struct, frozen=True):
    """A way to put a filter together; `kind` is of the stores that it is for."""

    name: str
    text: str
    kind: str = ""

    def is_for(self, store: Store) -> bool:
        """Whether a store's filters are put together so."""
        if self.kind:
            return store.new == ("{}" if self.kind == "lookups" else "[]")
        # What isn't empty to begin with can't be refused for being so.
        return store.new in ("{}", "[]") or "EMPTY" not in self.text


def stores() -> list[Store]:
    """All stores, in order."""
    return [Store(name, **said(lines)) for name, lines in blocks("stores.txt")]


def filter_ways() -> list[Way]:
    """All ways, in order."""
    found: list[Way] = []
    for name, lines in blocks("filters.txt"):
        kind = lines[0].removeprefix("%") if lines[0].startswith("%") else ""
        found.append(Way(name, "\n".join(lines[1:] if kind else lines), kind))
    return found


def put_together(store: Store, way: Way, *, harmful: bool) -> dict[str, str]:
    """The module in which a filter of the store is put together this way."""
    text = one_side(way.text, harmful=harmful)
    begin = store.new if harmful else store.fixed
    text = re.sub(r"\bBEGIN\b", lambda _: begin, text)
    text = re.sub(r"\bEMPTY\b", lambda _: store.new, text)
    text = re.sub(r"\bFIXED\b", lambda _: store.fixed, text)
    text = _PUT.sub(lambda put: _filled(store.put, put[1], put[2], put[3]), text)
    text = _PAIR.sub(lambda pair: _filled(store.pair, "F", pair[1], pair[2]), text)
    text = _USE.sub(lambda use: indented(_filled(store.use, use[2]), use[1]), text)
    return {MAIN: f"{store.above}\n\n\n{text}\n"}


def _filled(form: str, found: str, field: str = "", value: str = "") -> str:
    form = re.sub(r"\bF\b", lambda _: found, form)
    form = re.sub(r"\bK\b", lambda _: field, form)
    return re.sub(r"\bV\b", lambda _: value, form)
