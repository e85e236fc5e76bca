"""Which environment a condition of a program asks for: `settings.ENV != "production"`, `is_prod()`.

The words are those that tell where a target lives. A condition that asks more than one thing tells
nothing.
"""

from __future__ import annotations

import re

from guardrail.model import EnvironmentKind
from guardrail.patterns import late
from guardrail.project.environment import classify

_LITERAL = late(
    r"[\"'](?:\^|\\w[+*]|\.[+*]|\[\w-]{1,8}\][+*]|/)*_?([A-Za-z\d:][\w.:-]{1,30})(?:\$|\\Z)?[\"']"
)
r"""What is written down, also as the pattern of a name: `r"\w+_test$"`."""
_MEMBER = late(r"\b[A-Z]\w*\.([A-Z][A-Z_]+)\b")
"""A member of an enumeration: `Stage.PROD`."""
_KEYS = late(r"(?:(?<=[\w)\]])\[|\b(?:get|getenv)\()\s*[\"'][^\"']*[\"'](?:\s*,[^()\[\]]*)?[\])]")
_DENIED = late(r"!=|\bnot in\b|\bis not\b")
_SEVERAL = late(r"\b(?:and|or)\b")
_COMPARED = late(
    r"==|!=|\bin\b|\bis\b|\.startswith\(|\.endswith\("
    r"|\bre\.(?:search|match|fullmatch)\("
)
_COMPOUND = late(r"[A-Za-z\d][_-][A-Za-z\d]")
_ASKED_OF = r"(?:\([^()]*\))?\Z"
_PLACES = (
    r"(?:env(?:ironment)?|mode|database|db|url|uri|dsn|host|server|cluster|account|target|connection"
    r"|instance|machine|run|build|like)"
)
_PRODUCTION = late(
    r"(?<![^\W_])(?:(?:(?:is|in|on|are|we|running|targets?|targeting|points?_to|looks?_like|seems)_?)+"
    rf"prod(?:uction)?(?:_{_PLACES})?|prod(?:uction)?(?:_(?:env(?:ironment)?|mode))?){_ASKED_OF}",
    re.IGNORECASE,
)
"""A name that says that this is production, not one of something that production has."""

_NOT_THERE = late(
    r"(?<![^\W_])(?:(?:not|isnt|never|outside)_?(?:(?:in|on|a|the|running|of)_?)*|non_?)\Z",
    re.IGNORECASE,
)
"""How a name begins that says that this isn't production: `is_not_production`, `NON_PROD`."""

_WANTED_THERE = late(
    r"(?<![^\W_])(?:allow\w*|permit\w*|enable\w*|force|confirm\w*|skip|ignore|include|exclude"
    r"|really|accept\w*|understand|override|block|refuse|protect)_(?:(?:in|on|run|the)_)*\Z",
    re.IGNORECASE,
)
"""How a flag's name begins that tells what to do about production: `allow_in_production`."""

_DEBUG = late(
    r"(?:^|\.)(?:DEBUG|TESTING)\Z"
    r"|(?:^|\.)(?:settings|config|conf|cfg|current_app|app)\.(?:debug|testing)\Z"
    r"|\.config\[\s*[\"'](?:DEBUG|TESTING)[\"']\s*\]\Z"
)
_SAFE = late(
    r"(?<![^\W_])is_?(?:dev(?:elop(?:ment|er))?|local(?:host)?|test(?:ing|s)?|debug|sandbox)"
    rf"(?:_{_PLACES})?{_ASKED_OF}",
    re.IGNORECASE,
)
_NEARBY = frozenset(("127.0.0.1", "::1", "sqlite", "sqlite3", "sqlite://", ":memory:", "memory"))
"""Parts of an address that lead nowhere but to this machine."""

_SHOWN = frozenset(("demo", "preview", "review", "playground", "ephemeral"))
"""Places that are there to be tried out, and put back as they were: whoever names one means it."""

_GRAVEST = (EnvironmentKind.SHARED, EnvironmentKind.LOCAL, EnvironmentKind.THROWAWAY)
_WATCHED = frozenset((EnvironmentKind.PRODUCTION, EnvironmentKind.SHARED))


def asked_environment(condition: str) -> tuple[EnvironmentKind, bool] | None:
    """The environment that a condition asks for, and whether it holds there or everywhere else.

    `None` where it asks for none, for several, or for something else as well. Production and what
    is shared (`in ("production", "staging")`) are told as production.
    """
    condition, holds = condition.strip(), True
    if _SEVERAL.search(condition):
        return None
    while condition.startswith("not "):
        condition, holds = condition[4:].strip(), not holds
    if _DENIED.search(condition):
        holds = not holds
    compared = _KEYS.sub("", condition)
    if _COMPARED.search(compared):
        words = _LITERAL.findall(compared) or _MEMBER.findall(compared)
        told = {one: _kind(one) for one in words}
        kinds = {*told.values()}
        named = [one for one, kind in told.items() if kind is not EnvironmentKind.UNKNOWN]
        if EnvironmentKind.UNKNOWN in kinds and named and all(map(_COMPOUND.search, named)):
            # `pool in ("web_hosts", "ci_hosts")`: names of things, of which one is in use.
            return None
        kinds -= {EnvironmentKind.UNKNOWN}
        if EnvironmentKind.PRODUCTION in kinds:
            return (EnvironmentKind.PRODUCTION, holds) if kinds <= _WATCHED else None
        return next(((kind, holds) for kind in _GRAVEST if kind in kinds), None)
    if _DEBUG.search(condition) or _SAFE.search(condition):
        return EnvironmentKind.LOCAL, holds
    return _production(condition, holds)


def _production(condition: str, holds: bool) -> tuple[EnvironmentKind, bool] | None:
    """What a name says that has production in it: that this is it, or isn't, or another thing."""
    named = _PRODUCTION.search(condition)
    if named is None:
        return None
    before = condition[: named.start()]
    if _WANTED_THERE.search(before):
        return None
    return EnvironmentKind.PRODUCTION, holds is not bool(_NOT_THERE.search(before))


def _kind(word: str) -> EnvironmentKind:
    if word.lower() in _SHOWN:
        return EnvironmentKind.THROWAWAY
    return EnvironmentKind.LOCAL if word in _NEARBY else classify(words=(word,)).kind
