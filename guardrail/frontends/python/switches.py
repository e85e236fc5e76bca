"""How a switch stands that nobody sets: `env.bool("DEBUG", default=True)` is on."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_LONGEST = 400
_SWITCH = late(
    r"(?P<read>(?:bool\(\s*int|int|strtobool|\w+\.strtobool|bool\(\s*strtobool|bool|_?(?:parse|str|to|as|env)_?\w*bool\w*)\(\s*)?"
    r"(?:os\.)?(?:environ\.get|getenv)\(\s*[\"']\w+[\"']\s*(?:,\s*(?P<default>[\"'][^\"']*[\"']|\w+)\s*)?\)"
    r"(?:\.(?:lower|strip|casefold|upper)\(\))*"
    r"(?:\s*(?P<sign>==|!=|not in|in)\s*(?P<wanted>[\"'][^\"']*[\"']|[\[({][^\])}]*[\])}]))?\s*\)*"
)
"""A switch that the environment turns: `os.environ.get("VERIFY", "false").lower() == "true"`."""
_ASKED = late(r"(?:^|[._])(?:\w*bool\w*|env|config|getenv|env_flag|flag|\w*env)$", re.IGNORECASE)
"""Functions that read a setting by its name: `env.bool`, `config` of decouple, `env_bool`."""
_OFF = frozenset(("", "0", "false", "no", "off", "f", "n"))
_ON = frozenset(("1", "true", "yes", "on", "t", "y"))


def stands_at(reading: Reading, node: Node) -> bool | None:
    """Whether a switch is on if nobody sets it; `None` where that isn't told, or it is no switch.

    `bool` of a text is true for every text but the empty one: `bool(os.getenv("DEBUG", "False"))`.
    """
    node = unwrapped(node)
    if node.type == "not_operator":
        inner = node.child_by_field_name("argument")
        stands = stands_at(reading, inner) if inner is not None else None
        return None if stands is None else not stands
    asked = _SWITCH.fullmatch(" ".join(reading.module.code(node)[:_LONGEST].split()))
    if asked is not None:
        return _of_environment(asked)
    return _of_reader(reading, node) if node.type == "call" else None


def _of_environment(asked: re.Match[str]) -> bool | None:
    given = asked["default"] or ""
    default = given.strip("\"'").lower()
    if asked["sign"] is not None:
        wanted = re.findall(r"[\"']([^\"']*)[\"']", asked["wanted"])
        return (default in map(str.lower, wanted)) is (asked["sign"] in ("==", "in"))
    if asked["read"] is None or asked["read"].strip("( ") == "bool":
        if given[:1] in ("'", '"'):
            return default != ""
        if not given and asked["read"] is not None:
            return False
        return {"true": True, "false": False, "1": True, "0": False}.get(given.lower())
    return False if default in _OFF else True if default in _ON else None


def _of_reader(reading: Reading, node: Node) -> bool | None:
    call = reading.call(node)
    if not call.positional or not _ASKED.search(reading.module.code(call.function)):
        return None
    if call.positional[0].type != "string":
        return None
    default = call.keywords.get("default") or next(iter(call.positional[1:2]), None)
    if default is None:
        return None
    truth = reading.truth(default)
    text = reading.known(default).lower()
    return truth if truth is not None else False if text in _OFF else True if text in _ON else None
