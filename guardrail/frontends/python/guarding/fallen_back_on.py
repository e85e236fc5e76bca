"""Conditions on the environment that hold where nobody says which one it is.

`ENV = os.environ.get("APP_ENV", "test")`, and `if ENV == "test": Base.metadata.drop_all(engine)`: a
program that is started without the variable takes itself for a test, wherever it runs.
"""

from __future__ import annotations

import re
from itertools import islice

from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_COMPARED = late(
    r"(?P<subject>[^=!]{1,120}?)(?:\.(?:lower|upper|strip|casefold)\(\))?\s*"
    r"(?:==\s*[\"'](?P<asked>[\w-]+)[\"']|\bin\s+[\[({](?P<listed>[^\])}]{1,120})[\])}])"
)
_LOOKED_UP = late(
    r"(?:os\.)?(?:environ\.get|getenv)\(\s*[\"']\w+[\"']\s*,\s*(?:default\s*=\s*)?"
    r"[\"'](?P<default>[\w-]+)[\"']\s*\)|(?:env|config|environ)(?:\.str)?\(\s*[\"']\w+[\"']\s*,\s*"
    r"default\s*=\s*[\"'](?P<given>[\w-]+)[\"']\s*\)"
)
_NAME = late(r"(?:\w+\.)*([A-Za-z_]\w*)")
_TEXTS = late(r"[\"']([\w-]+)[\"']")
_FEW = 2


def is_fallen_back_on(module: Module, condition: str) -> bool:
    """Whether the environment that a condition asks for is what is taken where none is set."""
    compared = _COMPARED.fullmatch(condition)
    if compared is None:
        return False
    asked = {compared["asked"]} if compared["asked"] else {*_TEXTS.findall(compared["listed"])}
    default = _default(module, compared["subject"].strip())
    return default is not None and default.lower() in {one.lower() for one in asked}


def _default(module: Module, subject: str) -> str | None:
    """What a variable of the environment is where it isn't set, looked up here or under a name."""
    found = _LOOKED_UP.fullmatch(subject)
    if found is not None:
        return found["default"] or found["given"]
    named = _NAME.fullmatch(subject)
    if named is None:
        return None
    facts, key = module.facts, f"looked up as {named[1]}"
    if key not in facts:
        given = rf"(?m)^[ \t]*{named[1]}\s*(?::[^=\n]{{1,60}})?=\s*(?P<value>[^\n]{{1,160}})$"
        told = [*islice(re.finditer(given, module.text), _FEW)]
        value = _LOOKED_UP.match(told[0]["value"].strip()) if len(told) == 1 else None
        facts[key] = (value["default"] or value["given"]) if value is not None else None
    held: str | None = facts[key]
    return held
