"""Whether a condition holds by default, as an option of a command or what calls give decides it.

`if args.reset`, `first = args.reset` and `if first`, `if args.mode == "reset"`, a parameter to
which all calls hand an option on: who wants it has to say so.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.guarding.command_flags import flag_of_commands
from guardrail.frontends.python.guarding.flags import flag_in, given_before, holds_by_default
from guardrail.frontends.python.guarding.given_flags import (
    given_by_all,
    given_when_made,
    kept_under_key,
)
from guardrail.frontends.python.guarding.seen_whole import times_set
from guardrail.frontends.python.guarding.set_meanwhile import set_meanwhile
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.strings.options import default_texts, is_optional
from guardrail.patterns import late

OPTIONS = late(r"(?:\w*args|options|opts|namespace|ns|parsed)[.\[]")
_OF_ITSELF = late(r"(?:self|cls)\.(\w+)")
_UNDER_KEY = late(r"(?P<owner>[\w.]+)(?:\.get\(|\[)\s*[\"'](?P<key>[\w-]+)[\"'][^()\[\]]*[\])]")
_COMPARED = late(
    r"(?:\w+(?:\.|\[[\"']))*(?P<name>\w+)(?:[\"']\])?\s*(?P<sign>==|!=|not\s+in|in)\s*"
    r"(?P<values>[\[({]?\s*[\"'][^\n]+)"
)
_VALUE = late(r"[\"']([^\"']*)[\"']")
_IN_ARGV = late(r"[\"']--?\w[\w-]*[\"']\s+(?P<not>not\s+)?in\s+(?:sys\.)?argv(?:\[1:\])?")


def holds_unless_asked(module: Module, function: Node | None, text: str, at: int) -> bool | None:
    """Whether a condition at a place holds where nobody gives an option; `None` where none decides.

    `function` is the one around it.
    """
    told = _given(module, function, text)
    if told is None:
        told = _listed(text)
    if told is None:
        told = _compared(module, function, text)
    if told is None and function is not None and text.isidentifier():
        told = _called_otherwise(module, function, text, at)
    return told


def _given(module: Module, function: Node | None, text: str) -> bool | None:
    """What the module's calls give a parameter, an object or a dictionary."""
    if function is None:
        return None
    held = _OF_ITSELF.fullmatch(text)
    if held is not None:
        return given_when_made(module, function, held[1])
    key = _UNDER_KEY.fullmatch(text)
    if key is not None:
        return kept_under_key(module, key["owner"], key["key"])
    return given_by_all(module, function, text) if text.isidentifier() else None


def _listed(text: str) -> bool | None:
    """Whether `"--reset" in sys.argv` holds: not unless somebody gives it."""
    listed = _IN_ARGV.fullmatch(text)
    return None if listed is None else listed["not"] is not None


def _compared(module: Module, function: Node | None, text: str) -> bool | None:
    """Whether an option is one of some words by its default: `args.mode == "reset"`."""
    compared = _COMPARED.fullmatch(text)
    if compared is None or times_set(module, compared["name"]):
        return None
    if not (OPTIONS.match(text) or is_own_option(module, function, text, compared["name"])):
        return None
    default = _by_default(module, compared["name"])
    if default is None:
        return None
    among = default in _VALUE.findall(compared["values"])
    return among is (compared["sign"] in ("==", "in"))


def is_own_option(module: Module, function: Node | None, text: str, name: str) -> bool:
    """Whether a condition begins with a parameter that is an option of the command around it."""
    above = function.parent if function is not None else None
    if function is None or above is None or above.type != "decorated_definition":
        return False
    if not text.startswith(name):
        return False
    spelt = rf"[\"'/]--{re.escape(name).replace('_', '[-_]')}\b"
    return re.search(spelt, module.text[above.start_byte : function.start_byte]) is not None


def _by_default(module: Module, name: str) -> str | None:
    """What an option says by default, "" where it says nothing; `None` where it has to be given."""
    if not is_optional(module, name):
        return None
    told = {module.code(one) for one in default_texts(module, name)} or {"''"}
    said = _VALUE.fullmatch(told.pop())
    return said[1] if said is not None and not told else None


def _called_otherwise(module: Module, function: Node, name: str, at: int) -> bool | None:
    """What a name is by default that is an option under another name: `first = args.reset`."""
    origin = given_before(module, function, name, at)
    if origin is None:
        return None
    flag = flag_in(origin[0])
    if flag is not None and (
        OPTIONS.match(origin[0].removeprefix("not "))
        or flag_of_commands(module, flag.name) is False
    ):
        return holds_by_default(module, function, name, at)
    told = _listed(origin[0])
    told = _compared(module, function, origin[0]) if told is None else told
    between = (origin[1], at)
    if told is not None and set_meanwhile(module, function, name, not told, between):
        return None
    return told
