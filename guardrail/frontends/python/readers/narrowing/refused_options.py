"""Options of which a program wants some: it stops where none of them is given.

`if not (args.book or args.before): parser.error(…)` may stand in the function that reads the
options, far from the one that puts a condition together of them. Of plain names, which mean
something else in each function, only what is refused before the call in its own function counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from guardrail.effects import DataChange, Scope
from guardrail.frontends.python.found import Said
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.given_when_called import never_left_out
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.refusals import leaves
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.strings.options import is_required
from guardrail.patterns import late

_SIGN = "unscoped when "
_OPTION = r"[^\W\d]\w*(?:\.[^\W\d]\w*|\[[\"']\w+[\"']\])?"
_LEFT_OUT = late(rf"(?P<name>{_OPTION}) (?:is false|is None|is empty|is left out)\Z")
_IF = r"\bif\s+(?P<asked>[^:#\n]{1,200}?)\s*:\s*"
_ASKED = late(rf"{_IF}(?=\S)")
_REFUSED = late(
    rf"{_IF}\n?[^\n]{{0,40}}"
    r"(?:\.error\(|raise\b|sys\.exit\(|exit\(|abort\()"
)
_NONE_OF = late(r"not\s+(?:any\(\s*[\[(](?P<listed>[^()\[\]]+)[\])]\s*\)|\((?P<in>[^()]+)\))\Z")
_LAST = late(r"\w+")
_NAME = late(rf"(?:{_OPTION})\Z")
_ABSENT = late(rf"(?:not\s+({_OPTION})|({_OPTION})\s+is\s+None)\Z")


def unless_refused(reading: Reading, call: Call, items: Sequence[Said]) -> Sequence[Said]:
    """What a call does, without the ways that the program refuses to take."""
    return [_unless_refused(reading, call, one) for one in items]


def _unless_refused(reading: Reading, call: Call, item: Said) -> Said:
    if not isinstance(item, DataChange) or item.scope is not Scope.UNKNOWN or not item.reason:
        return item
    refused = is_refused(reading.module, call.node.start_byte, item.reason)
    if not (refused or never_left_out(reading, call.node, item.reason)):
        return item
    return replace(item, scope=Scope.FILTERED, reason="")


def is_refused(module: Module, at: int, reason: str) -> bool:
    """Whether a program stops on the way to a place where what a reason says is so.

    Nothing is given of some options then.
    """
    told = [_LEFT_OUT.match(one) for one in reason.removeprefix(_SIGN).split(" and ")]
    left = {one["name"] for one in told if one is not None}
    if not reason.startswith(_SIGN) or len(left) < len(told):
        return False
    if all("." in one or "[" in one for one in left):
        if any(is_required(module, _LAST.findall(one)[-1]) for one in left):
            return True
        return any(_refuses(found, left) for found in _REFUSED.finditer(module.plain))
    place = place_of(module, at)
    since = place.definitions[-1].start_byte if place.definitions else 0
    around = {block.node.id for block in place.blocks}
    return any(
        _refuses(found, left) and _stops(module, found, around)
        for found in _ASKED.finditer(module.plain, since, at)
    )


def _stops(module: Module, found: re.Match[str], around: set[int]) -> bool:
    """Whether a condition that is asked on the way to some blocks ends the way there."""
    inside = place_of(module, found.end()).blocks
    if not inside or inside[-1].owner.type != "if_statement" or not leaves(module, inside[-1].node):
        return False
    return all(block.node.id in around for block in inside[:-1])


def _refuses(found: re.Match[str], left: set[str]) -> bool:
    """Whether a condition under which a program stops holds where the options are left out."""
    whole = _NONE_OF.match(found["asked"])
    if whole is not None:
        inner = whole["listed"] or whole["in"]
        every = " and " in inner
        parts = [one.strip() for one in re.split(r" and | or |,", inner) if one.strip()]
        if not all(map(_NAME.match, parts)) or (every and " or " in inner):
            return False
        return any(one in left for one in parts) if every else left.issuperset(parts)
    asked = [_ABSENT.match(one.strip("() ")) for one in found["asked"].split(" and ")]
    names = {one[1] or one[2] for one in asked if one is not None}
    return len(names) == len(asked) and left.issuperset(names)
