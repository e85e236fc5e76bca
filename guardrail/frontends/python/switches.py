"""How a switch stands that nobody sets: `env.bool("DEBUG", default=True)` is on."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_SWITCH = late(
    r"(?P<read>(?:bool\(\s*int|int|strtobool|\w+\.strtobool|bool\(\s*strtobool|bool|_?(?:parse|str|to|as|env)_?\w*bool\w*)\(\s*)?"
    r"(?:os\.)?(?:environ\.get|getenv)\(\s*[\"']\w+[\"']\s*(?:,\s*(?P<default>[\"'][^\"']*[\"']|\w+)\s*)?\)"
    r"(?:\.(?:lower|strip|casefold|upper)\(\))*"
    r"(?:\s*(?P<sign>==|!=|not in|in)\s*(?P<wanted>[\"'][^\"']*[\"']|[\[({][^\])}]*[\])}]))?\s*\)*"
)
"""A switch that the environment turns: `os.environ.get("VERIFY", "false").lower() == "true"`."""
_ASKED = late(r"(?:^|[._])(?:\w*bool\w*|env|config|getenv|env_flag|flag|\w*env)$", re.IGNORECASE)
"""Functions that read a setting by its name: `env.bool`, `config` of decouple, `env_bool`."""
_READS = late(r"\b(?:environ|getenv)\b")
_AS_TEXT = late(r"str\(\s*[\"']?(\w+)[\"']?\s*\)")
_LONGEST, _SHORT, _FAR, _FEW = 400, 80, 2_000, 6
_OFF = frozenset(("", "0", "false", "no", "off", "f", "n"))
_ON = frozenset(("1", "true", "yes", "on", "t", "y"))
_PLAIN = {**dict.fromkeys(_OFF - {""}, False), **dict.fromkeys(_ON, True)}


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


def _of_own_reader(reading: Reading, function: Node, call: Call) -> bool | None:
    """How a switch stands that a function of the module reads: `def flag(name, default="1")`."""
    given = {
        name: one.value
        for name, one in given_to(reading.module, function, call).items()
        if one.value is not None
    }
    for name, bound in reading.scopes.scope_of(function).bindings.items():
        if bound and bound[0].kind is BindingKind.PARAMETER and bound[0].value is not None:
            given.setdefault(name, bound[0].value)
    written = {name: reading.module.code(one)[:_SHORT] for name, one in given.items()}
    named = re.compile(
        rf"(?<![\w.\"'])(?:{'|'.join(map(re.escape, written)) or '(?!)'})(?!\w|\s*=(?!=))"
    )
    for result in results_of(reading.module, function)[:_FEW]:
        code = named.sub(lambda one: written[one[0]], reading.module.code(result)[:_LONGEST])
        code = _AS_TEXT.sub(r'"\1"', " ".join(code.split()))
        truth = _PLAIN.get(code.strip("\"'").lower())
        if truth is not None and reading.module.name(result) in written:
            return truth
        asked = _SWITCH.fullmatch(code)
        if asked is not None:
            return _of_environment(asked)
    return None


def _of_reader(reading: Reading, node: Node) -> bool | None:
    call = reading.call(node)
    own = reading.scopes.function(call.name) if call.function.type == "identifier" else None
    if own is not None and _READS.search(reading.module.code(own)[:_FAR]) is not None:
        return _of_own_reader(reading, own, call)
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
