"""What somebody else has written, handed on to where it must not come as it is.

A way of `sources.txt` is a module in which a value comes in and is used: its lines behind `BAD|`
and `GOOD|` stand only in the harmful one and in its twin, in which the value can be no harm. A
sink of `sinks.txt` says with `%above` what is imported and made, with `%bad` and `%good` how the
value `V` is used to harm and how harmlessly. Where the value becomes a part of a text, `%head` and
`%tail` are what stands around it and `%run` what runs the text `T`: so it is put together on every
way of `texts.txt`, whose `find` a request is handed to.
"""

from __future__ import annotations

import re

from handing_on import MAIN, blocks, indented, one_side, said
from msgspec import Struct

_USE = re.compile(r"^( *)USE\((.+)\)$", re.MULTILINE)
_RUN = re.compile(r"^( *)RUN\((.+)\)$", re.MULTILINE)
_ASKED = """

app = Flask(__name__)


@app.get("/find")
def found():
    find({0})
    return "ok"
"""
_WRITTEN = 'request.args.get("q", "")'
_HARMLESS = "str(int(request.args['q']))"


class Sink(Struct, frozen=True):
    """What a value must not reach."""

    name: str
    above: str
    bad: str
    good: str
    head: str = ""
    tail: str = ""
    run: str = ""


class Way(Struct, frozen=True):
    """A way in which a value comes in, or a text is put together."""

    name: str
    text: str


def sinks() -> list[Sink]:
    """All sinks, in order."""
    return [Sink(name, **said(lines)) for name, lines in blocks("sinks.txt")]


def sources() -> list[Way]:
    """All ways in which values come in, in order."""
    return [Way(name, "\n".join(lines)) for name, lines in blocks("sources.txt")]


def texts() -> list[Way]:
    """All ways to put a text together, in order."""
    return [Way(name, "\n".join(lines)) for name, lines in blocks("texts.txt")]


def reached(sink: Sink, source: Way, *, written: bool, used: bool = True) -> dict[str, str]:
    """The module: is the value one that others have `written`, is it `used` to harm?"""
    text = one_side(source.text, harmful=written)
    form = sink.bad if used else sink.good
    text = _USE.sub(lambda use: indented(re.sub(r"\bV\b", use[2], form), use[1]), text)
    return {MAIN: f"{sink.above}\n{text}\n"}


def put_together(sink: Sink, way: Way, *, written: bool) -> dict[str, str]:
    """The module in which a text with the value in it is put together and run."""
    text = way.text.replace("HEAD", sink.head).replace("TAIL", sink.tail)
    text = _RUN.sub(
        lambda run: indented(re.sub(r"\bT\b", lambda _: run[2], sink.run), run[1]), text
    )
    asked = _ASKED.format(_WRITTEN if written else _HARMLESS)
    return {MAIN: f"from flask import Flask, request\n{sink.above}\n{text}{asked}"}
