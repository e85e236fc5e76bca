"""Whether the program itself has decided a condition that looks as if somebody else did.

`answer = input("sure? ")` asks, but `answer = "y"` behind it answers; `stage = os.environ["STAGE"]`
looks, `stage = "dev"` doesn't any more. What a program says of itself in a constant alone
(`STAGE = "dev"`, at the top of a script) is left to whoever edits it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter

from msgspec import Struct
from tree_sitter import Node

from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_CONDITION = late(
    r"(?P<not>not\s+)?(?P<asked>[\w.]+(?:\[[\"']\w+[\"']\])?)(?:\.(?:strip|lower|upper|casefold)\(\))*"
    r"(?:\s*(?P<sign>==|!=|\bnot\s+in\b|\bin\b)\s*(?P<values>[\[({]?\s*[\"'].*))?"
)
_VALUE = late(r"[\"']([^\"']*)[\"']")
_CONSTANT = late(r"(?:[\"'](?P<text>[^\"'\\]*)[\"']|(?P<truth>True|False|None))\s*(?:#.*)?")
_SET = r"(?m)^[ \t]*{0}[ \t]*(?::[^=\n]{{1,40}})?=(?!=)[ \t]*(?P<value>[^\n]{{1,200}})$"
_LAST_SET = 8


def decided_before(module: Module, function: Node | None, text: str, at: int) -> bool | None:
    """Whether a condition at a place holds, as a constant decides that was set on every way there.

    `function` is the one around it. `None` where something else decides, or the constant is all
    that the name ever was.
    """
    asked = _CONDITION.fullmatch(text)
    if asked is None:
        return None
    start = function.start_byte if function is not None else 0
    name = asked["asked"]
    found = [one for one in _last_set(module, name, at) if one[0] >= start]
    place, value = found[-1] if found else (0, "")
    constant = _CONSTANT.fullmatch(value.strip())
    if constant is None or (len(found) == 1 and _is_setting(name, function)):
        return None
    here = _blocks(module, at)
    if not _blocks(module, place) <= here:
        return None
    return _holds(asked, _Constant(constant["text"], constant["truth"] == "True"))


def _last_set(module: Module, name: str, at: int) -> list[tuple[int, str]]:
    """Where a name was last set before a place, and to what; looked for once in a module."""
    facts, key = module.facts, f"set to {name}"
    if key not in facts:
        found = re.finditer(_SET.format(re.escape(name)), module.text)
        facts[key] = [(one.start("value"), one["value"]) for one in found]
    held: list[tuple[int, str]] = facts[key]
    end = bisect_left(held, at, key=itemgetter(0))
    return held[max(end - _LAST_SET, 0) : end]


class _Constant(Struct, frozen=True):
    """A text, or a truth where `text` is `None`."""

    text: str | None
    truth: bool


def _is_setting(name: str, function: Node | None) -> bool:
    """Whether a name that is bound once stands there for somebody to set it."""
    return function is None or name.isupper()


def _blocks(module: Module, at: int) -> set[tuple[int, int]]:
    """The functions and the blocks around a place."""
    place = place_of(module, at)
    around = [*place.definitions, *(block.node for block in place.blocks)]
    return {(one.start_byte, one.end_byte) for one in around}


def _holds(asked: re.Match[str], constant: _Constant) -> bool | None:
    """Whether a condition holds for a constant."""
    if not asked["sign"]:
        truth = constant.truth if constant.text is None else bool(constant.text)
        return truth is not bool(asked["not"])
    if constant.text is None:
        return None
    among = constant.text in _VALUE.findall(asked["values"])
    holds = among is (asked["sign"] in ("==", "in"))
    return holds is not bool(asked["not"])
