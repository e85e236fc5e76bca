"""Whether somebody looks at a value on its way to where it is used, so that it does no harm there.

A line that names the look counts, unless it looks at another value, decides nothing, or has a
function of the module decide that decides nothing itself: `def allowed(url): return bool(url)`.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.readers.code.outside import Outside
from guardrail.frontends.python.readers.narrowing.looks import of_another
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.looks_that_decide import decides_nothing
from guardrail.knowledge.python.outside import BESIDE
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_MESSAGE = late(
    r"(?P<quote>[\"'])(?P<said>(?:(?!(?P=quote))[^\\\n{]|\\.|\{[^{}\n\"']*\})*)(?P=quote)"
)
_PROSE = late(r"[a-z][,:]? [a-z{]")
_PUT_IN = late(r"\{[^{}]*\}")
_IN_TURN = late(r"\bfor\s+[\w,\s()*]+\Z")
"""What stands before `in FIELDS` where that is gone through, and not looked for."""
_BEFORE = late(r"(?:[\w.]|\[[^\[\]\n]*\]|\([^()\n]*\))*\Z")
_BEHIND = late(r"\w*(?=\()")
_PARENTHESES = late(r"[()]")
_NAMED = late(r"(?:self\.|cls\.)?([^\W\d]\w*)\Z")
_TELLS = late(
    r"[=!<>]=|[<>]|\b(?:in|is|raise|abort|assert|return\s+(?:True|False|not))\b"
    r"|\.(?:match|fullmatch|search|is\w+|startswith|endswith|get)\("
)
_CALLED = late(r"([^\W\d]\w*)\(")
_STOPS = late(r"\b(?:raise|assert|exit|abort|yield)\b")
_STOPPING_NOTHING = words(
    "sha1 sha224 sha256 sha384 sha512 md5 blake2b blake2s new hexdigest digest get encode decode"
    " debug info warning warn error exception critical log print echo append format compare_digest"
    " len str bool strip lower upper read_bytes read update join items"
)
"""Calls that end no function, whatever they are given."""
_TELLING_NOTHING = words("bool len str urlsplit urlparse strip lower unquote print any list")


def looked_at(
    reading: Reading,
    found: Outside,
    how: re.Pattern[str],
    before: int | None = None,
    but: re.Pattern[str] | None = None,
) -> bool:
    """Whether a function on a value's way looks at it in a way that a pattern knows.

    What it does from a place `before` which it should on comes too late; a look `but` says nothing.
    """
    return any(_looks(reading, one, found, how, before=before, but=but) for one in found.through)


def _looks(
    reading: Reading,
    function: Node,
    found: Outside,
    how: re.Pattern[str],
    *,
    before: int | None,
    but: re.Pattern[str] | None,
) -> bool:
    body = BESIDE.sub(" ", _until(function, body_of(reading.module, function), before))
    body = but.sub(" ", body) if but is not None else body
    lines: list[str] = []
    for match in how.finditer(_MESSAGE.sub(_unsaid, body)):
        lines = lines or body.split("\n")
        number = body.count("\n", 0, match.start())
        start = body.rfind("\n", 0, match.start()) + 1
        if _IN_TURN.search(lines[number], 0, match.start() - start) and "in " in match[0]:
            continue
        if before is not None and _is_around(body, match):
            continue
        asked = _asked(lines[number], match.start() - start, match.end() - start)
        if of_another(reading, function, asked or lines[number], found.way, found.holders):
            continue
        if asked and _goes_on_anyway(reading, lines[number], asked):
            continue
        if decides_nothing(lines, number) or (asked and _lets_all_through(reading, asked, but)):
            continue
        return True
    return False


def _until(function: Node, body: str, before: int | None) -> str:
    """The code of a function's body up to a place, where that is in it."""
    inner = function.child_by_field_name("body") or function
    if before is None or not inner.start_byte <= before < inner.end_byte:
        return body
    return body[: before - inner.start_byte]


def _unsaid(text: re.Match[str]) -> str:
    """A text that tells people something, blank: "this isn't allowed" looks at nothing."""
    said = text["said"]
    prose = " " in said if "{" not in said else _PROSE.search(_PUT_IN.sub("", said)) is not None
    return f"{text['quote']}{' ' * len(said)}{text['quote']}" if prose else text[0]


def _asked(line: str, start: int, end: int) -> str:
    """The call alone that looks at something, with what it is called on, "" for no call."""
    opened = end - 1 if line[start:end].endswith(("(", "[")) else -1
    if opened < 0 and (behind := _BEHIND.match(line, end)) is not None:
        opened = behind.end()
    if opened < 0:
        return ""
    depth = 0
    for at in range(opened, len(line)):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(line[at], 0)
        if not depth:
            chain = _BEFORE.search(line, 0, start)
            return line[chain.start() if chain is not None else start : at + 1]
    return ""


def _is_around(body: str, look: re.Match[str]) -> bool:
    """Whether a look is of what comes of the value's use: `check(eval(text))`, cut at `text`."""
    opened = look.end() - 1 if look[0].endswith("(") else -1
    if opened < 0 and (behind := _BEHIND.match(body, look.end())) is not None:
        opened = behind.end()
    if opened < 0:
        return False
    depth = 0
    for match in _PARENTHESES.finditer(body, opened):
        depth += 1 if match[0] == "(" else -1
        if not depth:
            return False
    return True


def _goes_on_anyway(reading: Reading, line: str, asked: str) -> bool:
    """Whether a function of the module is called for nothing, and stops nothing: it only logs."""
    if line.strip().removeprefix("await ") != asked.strip():
        return False
    named = _NAMED.match(asked.partition("(")[0])
    function = reading.scopes.function(named[1]) if named is not None else None
    if function is None:
        return False
    body = body_of(reading.module, function)
    others = {one for one in _CALLED.findall(body) if one not in _STOPPING_NOTHING}
    return not others and _STOPS.search(body) is None


def _lets_all_through(reading: Reading, asked: str, but: re.Pattern[str] | None) -> bool:
    """Whether a look is a call of the module's own function that decides nothing."""
    named = _NAMED.match(asked.partition("(")[0])
    function = reading.scopes.function(named[1]) if named is not None else None
    if function is None:
        return False
    body = body_of(reading.module, function)
    body = but.sub(" ", body) if but is not None else body
    others = {one for one in _CALLED.findall(body) if one not in _TELLING_NOTHING}
    return not others and _TELLS.search(body) is None
