"""What a comment allows: `allow[rule] reason="…" until=YYYY-MM-DD owner=@who`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from guardrail.model import Category
from guardrail.patterns import late
from guardrail.policy import clock
from guardrail.policy.problems import shown, suggestion
from guardrail.rule import RuleInfo

LONGEST = 2_000
"""The longest comment that is read, in code points."""

FARTHEST = timedelta(days=180)
"""How far ahead an end date may lie."""

KEYS = ("reason", "until", "owner")

_HEAD = late(r"(?P<verb>[A-Za-z-]+)\s*(?P<rules>\[[^\]]*\])?")
_PAIR = late(
    r"""\s*(?P<key>[A-Za-z_-]+)\s*=\s*
        (?: "(?P<double>(?:[^"\\]|\\.)*)" | '(?P<single>(?:[^'\\]|\\.)*)' | (?P<bare>[^\s"']+) )""",
    re.VERBOSE | re.DOTALL,
)
_CLOSERS = ("*/", "-->", "--%>", "#}", "%}")


class Allow(Struct, frozen=True):
    """A comment that allows one finding of `rule`. `until` is the last day it holds."""

    rule: str
    reason: str
    until: date | None = None
    owner: str = ""


class Invalid(Struct, frozen=True):
    """Why a comment allows nothing, in words for people."""

    message: str


def parse(text: str, rules: Mapping[str, RuleInfo], today: date) -> Allow | Invalid:
    """What the comment (the text after `guardrail:`) allows. Never raises."""
    if len(text) > LONGEST:
        return Invalid("the comment is too long")
    text = _open(text)
    head = _HEAD.match(text)
    if head is None or head["verb"] != "allow":
        word = head["verb"] if head else text.split(None, 1)[0] if text.strip() else ""
        return Invalid(f"{shown(word)} isn't something that a comment can say")
    rule = _rule((head["rules"] or "")[1:-1].strip(), rules)
    if isinstance(rule, Invalid):
        return rule
    pairs = _pairs(text[head.end() :])
    return pairs if isinstance(pairs, Invalid) else _allow(rule, pairs, today)


def _open(text: str) -> str:
    """The text without what closes a comment of its language."""
    text = text.strip()
    for closer in _CLOSERS:
        text = text.removesuffix(closer)
    return text.rstrip()


def _rule(name: str, rules: Mapping[str, RuleInfo]) -> str | Invalid:
    if name in ("", "*", "all"):
        return Invalid("it names no rule; it must name the one whose finding is right here")
    if "," in name or " " in name:
        return Invalid("it names more than one rule; each needs a comment of its own")
    if name not in rules:
        if name in set(Category):
            return Invalid(f"{shown(name)} is a category; it must name one rule")
        return Invalid(f"there is no rule {shown(name)}{suggestion(name, rules)}")
    if not rules[name].inline:
        return Invalid(f"findings of {name} can't be allowed in a comment")
    return name


def _pairs(text: str) -> dict[str, str] | Invalid:
    found: dict[str, str] = {}
    at = 0
    text = text.rstrip()
    while at < len(text):
        pair = _PAIR.match(text, at)
        if pair is None:
            return Invalid(f"{shown(text[at:].strip())} can't be read")
        key = pair["key"].lower()
        if key not in KEYS:
            return Invalid(f"there is no {shown(key)}{suggestion(key, KEYS)}")
        if key in found:
            return Invalid(f"{shown(key)} is said twice")
        found[key] = _value(pair)
        at = pair.end()
    return found


def _value(pair: re.Match[str]) -> str:
    quoted = pair["double"] if pair["double"] is not None else pair["single"]
    if quoted is None:
        return pair["bare"]
    return re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL).strip()


def _allow(rule: str, pairs: Mapping[str, str], today: date) -> Allow | Invalid:
    if not pairs.get("reason"):
        return Invalid("it gives no reason")
    until = clock.parse(pairs["until"]) if "until" in pairs else None
    if "until" in pairs:
        if until is None:
            return Invalid(f"{shown(pairs['until'])} isn't a date (YYYY-MM-DD)")
        if until < today:
            return Invalid(f"it ended on {until.isoformat()}")
        if until - today > FARTHEST:
            return Invalid(
                f"{until.isoformat()} is more than {FARTHEST.days} days ahead; "
                "the latest is " + (today + FARTHEST).isoformat()
            )
    return Allow(rule, pairs["reason"], until, pairs.get("owner", ""))
