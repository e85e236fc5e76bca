"""Clean-up loops: which of what was listed is deleted.

A store of `listed.txt` says with `%above` what is imported, with `%all` what lists everything,
with `%name`, `%made` and `%label` the name of one thing `X`, the time at which it was made and a
label of it, and with `%delete` how it is deleted; `%sort` is what `%for` of a decision asks for. A
decision of `decisions.txt` says with `%bad` and `%good` what a program asks of `X`, with `%setbad`
and `%setgood` what it sets before, with `%badlist` and `%goodlist` what becomes of the list `L`:
`S` is what the store lists with a filter (`%some`), `B` what it lists by the setting `FILTER`
(`%by`, `%picks`). A layout of `clean_ups.txt` is a module: `ALL` lists, `ASKED(x)` decides,
`DELETE(x)` deletes. Every decision meets every store; the layouts take turns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handing_on import MAIN, blocks, closing, said
from msgspec import Struct

_ABOVE = """from datetime import datetime, timedelta, timezone
from pathlib import Path

"""
_DELETE = re.compile(r"^( *)DELETE\((\w+)\)$", re.MULTILINE)


class Listed(Struct, frozen=True):
    """A store and how one of its things is named, aged, labelled and deleted."""

    store: str
    above: str
    all: str
    name: str
    made: str
    label: str
    delete: str
    sort: str = ""
    some: str = ""
    by: str = ""
    picks: str = ""


class Decision(Struct, frozen=True, rename={"sorts": "for"}):
    """What a program asks of a thing, harmful and harmless."""

    named: str
    bad: str = "True"
    good: str = "True"
    badlist: str = "L"
    goodlist: str = "L"
    setbad: str = ""
    setgood: str = ""
    sorts: str = ""

    def is_for(self, listed: Listed) -> bool:
        """Whether it makes a difference to what a store holds."""
        if ("S" in self.goodlist.split() and not listed.some) or (
            "B" in self.goodlist.split() and not listed.by
        ):
            return False
        return not self.sorts or listed.sort in self.sorts.split()


class Cell(Struct, frozen=True):
    """A decision about what a store holds, laid out in one way."""

    listed: Listed
    decision: Decision
    layout: str
    text: str


def stores_listed() -> list[Listed]:
    """All stores, in order."""
    return [Listed(name, **said(lines)) for name, lines in blocks("listed.txt")]


def decisions() -> list[Decision]:
    """All decisions, in order."""
    found: list[Decision] = []
    for name, lines in blocks("decisions.txt"):
        told = said(lines)
        found.append(Decision(name, sorts=told.pop("for", ""), **told))
    return found


def cells(decision: Decision) -> Iterator[Cell]:
    """What a decision meets: each store that it is for, laid out in one way after the other."""
    layouts = [(name, "\n".join(lines)) for name, lines in blocks("clean_ups.txt")]
    for place, listed in enumerate(filter(decision.is_for, stores_listed())):
        name, text = layouts[(place + len(decision.named)) % len(layouts)]
        yield Cell(listed, decision, name, text)


def cleaned_up(cell: Cell, *, harmful: bool) -> dict[str, str]:
    """The module of a cell, or its twin's."""
    one, decision = cell.listed, cell.decision
    before = decision.setbad if harmful else decision.setgood
    before = re.sub(r"\bPICKS\b", lambda _: one.picks, before)
    form = decision.badlist if harmful else decision.goodlist
    lists = {"L": one.all, "S": one.some, "B": re.sub(r"\bF\b", "FILTER", one.by)}
    listed = re.sub(r"\b[LSB]\b", lambda found: lists[found[0]], form)
    text = _put_in(cell.text, "ASKED", decision.bad if harmful else decision.good)
    text = re.sub(r"\bALL\b", lambda _: listed, text)
    for word, form in (("LABEL", one.label), ("MADE", one.made), ("NAME", one.name)):
        text = _put_in(text, word, form)
    text = _DELETE.sub(lambda found: _lines(one.delete, found[1], found[2]), text)
    return {MAIN: f"{_ABOVE}{one.above}\n\n{before}\n\n\n{text}\n"}


def _lines(form: str, margin: str, thing: str) -> str:
    return "\n".join(margin + _of(line, thing) for line in form.split("\n"))


def _put_in(text: str, word: str, form: str) -> str:
    """A text with `WORD(x)` written out."""
    while (found := re.search(rf"\b{word}\(", text)) is not None:
        end = closing(text, found.end())
        text = text[: found.start()] + _of(form, text[found.end() : end]) + text[end + 1 :]
    return text


def _of(form: str, thing: str) -> str:
    return re.sub(r"\bX\b", lambda _: thing, form)
