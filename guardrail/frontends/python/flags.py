"""What a flag is where nobody says otherwise: a default of a parameter, an option, a setting.

Sources: Click 8 ("Options": a flag is false unless it has another default), Typer 0.12 ("Boolean
CLI Options"), argparse of Python 3.13 (`store_true`, `store_false`, `BooleanOptionalAction`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.tree import Module

_LONGEST = 400
_NAME = re.compile(r"(?:\w+\.)*(\w+)")
_KEY = re.compile(r"\w+(?:\.get\(|\[)\s*[\"']([\w-]+)[\"'][^()\[\]]*[\])]")
_TRUTHS = {"True": True, "False": False, "None": False}
_FIRST = re.compile(
    r"[\w.]*(?:Option|Argument|Query|Form|Body|Parameter)\(\s*(?:default\s*=\s*)?(\w+)"
)
_MADE = re.compile(r"(?:option|add_argument)\(")
_NEXT = re.compile(r"\n\s*@|(?:option|add_argument)\(|\n\s*(?:async )?def ")
_SPELT = re.compile(r"[\"']--([A-Za-z][\w-]*)")
_DEFAULT = re.compile(r"\bdefault\s*=\s*(True|False|None)\b")
_STORED = re.compile(r"\bdest\s*=\s*[\"'](\w+)")
_SETS = re.compile(r"store_true|is_flag\s*=\s*True|BooleanOptionalAction|[\"']--[\w-]+/--")
_CLEARS = "store_false"
_MOST = 500
_ENVIRONMENT = re.compile(
    r"(?P<not>not\s+)?(?P<made>(?:(?:bool|int|strtobool)\()*)"
    r"(?:\w+\.)*(?:environ\.get|getenv)\(\s*[\"'](?P<key>\w+)[\"']\s*"
    r"(?:,\s*[\"']?(?P<default>[^()\"']*)[\"']?\s*)?\)(?:\.\w+\(\))*\)*\s*"
    r"(?:(?P<sign>==|!=|in|not in)\s*(?P<values>[^\n]+))?"
)
"""A variable of the environment, asked for its truth or for one of several values."""
_VALUE = re.compile(r"[\"']([^\"']*)[\"']")
_OFF = frozenset(("", "0", "false", "no", "off", "n", "none"))
_SET_TO = r"(?m)^[ \t]*{0}[ \t]*(?::[^=\n]{{1,40}})?=[ \t]*(?!=)([^\n#]{{1,200}}?)[ \t]*(?:#.*)?$"
_HELD = -3
_OVERRULED = -8
_MOST_OVERRULED = 60
"""Under which of a module's notes its options are kept."""


def runs_by_default(module: Module, function: Node | None, guard: str) -> bool:
    """Whether a guard ("if force", "unless dry_run") lets everything pass unless one is asked."""
    return holds_by_default(module, function, guard) is True


def holds_by_default(module: Module, function: Node | None, guard: str) -> bool | None:
    """Whether what a guard asks for is so where nobody says otherwise; `None` if not known."""
    asked = flag_asked(guard)
    if asked is None:
        return None
    name, negated = asked
    variable = _ENVIRONMENT.fullmatch(guard.partition(" ")[2])
    if variable is not None:
        return _unless_set(variable) is not guard.startswith("unless ")
    default = _default(module, function, name)
    return None if default is None else default is not negated


def off_by_default(module: Module, function: Node, name: str) -> bool:
    """Whether a function has a parameter of that name which is false where nobody gives it."""
    return _of_parameter(module, function, name) == "False"


def overruled(module: Module, function: Node, name: str) -> bool:
    """Whether a call in the module gives a parameter another truth: `wipe(force=True)`."""
    default = _TRUTHS.get(_of_parameter(module, function, name))
    called = function.child_by_field_name("name")
    held: dict[tuple[int, str], bool] = module.notes.setdefault(_OVERRULED, {})
    key = (function.id, name)
    if key not in held:
        given = rf"\([^()]{{0,300}}?\b{re.escape(name)}\s*=\s*{not default}\b"
        pattern = re.escape(module.name(called) if called is not None else "") + given
        held[key] = len(held) > _MOST_OVERRULED or re.search(pattern, module.plain) is not None
    return default is not None and held[key]


def flag_asked(guard: str) -> tuple[str, bool] | None:
    """The flag that a guard asks for, and whether it must not be set; `None` where it asks more."""
    word, _, condition = guard.partition(" ")
    negated = word == "unless"
    variable = _ENVIRONMENT.fullmatch(condition)
    if variable is not None:
        return variable["key"].lower(), negated
    if condition.startswith("not "):
        negated, condition = not negated, condition[4:]
    found = _NAME.fullmatch(condition.strip()) or _KEY.fullmatch(condition.strip())
    return (found[1].replace("-", "_"), negated) if found is not None else None


def _default(module: Module, function: Node | None, name: str) -> bool | None:
    """What a flag is by default, `None` where that isn't known."""
    found = _of_parameter(module, function, name) if function is not None else ""
    if found:
        return _TRUTHS.get(found)
    option = _of_option(module, name)
    return _of_setting(module, name) if option is None else option


def _of_parameter(module: Module, function: Node, name: str) -> str:
    """The default of a parameter as it is written, "" where it has none."""
    parameters = function.child_by_field_name("parameters")
    for one in module.children(parameters)[0] if parameters is not None else ():
        named, value = one.child_by_field_name("name"), one.child_by_field_name("value")
        if named is not None and module.name(named) == name and value is not None:
            code = module.code(value)[:_LONGEST]
            first = _FIRST.match(code)
            return first[1] if first is not None else code
    return ""


def _of_setting(module: Module, name: str) -> bool | None:
    """What a constant, or a setting of a class, of that name is set to in one place."""
    found = [
        match[1] for match in islice(re.finditer(_SET_TO.format(re.escape(name)), module.text), 2)
    ]
    if len(found) != 1:
        return None
    variable = _ENVIRONMENT.fullmatch(found[0])
    return _unless_set(variable) if variable is not None else _TRUTHS.get(found[0])


def _unless_set(variable: re.Match[str]) -> bool:
    """What is asked of a variable of the environment, where nobody sets it."""
    default = variable["default"] or ""
    default = "" if default.strip() == "None" else default.strip()
    if variable["sign"]:
        values = {one.lower() for one in _VALUE.findall(variable["values"])}
        holds = (default.lower() in values) is not (variable["sign"] in ("!=", "not in"))
    else:
        holds = default.lower() not in _OFF if variable["made"] else bool(default)
    return holds is not bool(variable["not"])


def _of_option(module: Module, name: str) -> bool | None:
    """The default of the option of that name which a command or a parser is given."""
    held: dict[str, bool | None] | None = module.notes.get(_HELD)
    if held is None:
        held = module.notes[_HELD] = dict(_options(module.text))
    return held.get(name)


def _options(text: str) -> Iterator[tuple[str, bool | None]]:
    """The options that a text makes, by name, each with its default as far as it is known."""
    for made in islice(_MADE.finditer(text), _MOST):
        said = _NEXT.split(text[made.end() : made.end() + _LONGEST], 1)[0]
        default = _DEFAULT.search(said)
        value = False if _SETS.search(said) else None
        if default is not None:
            value = _TRUTHS[default[1]]
        elif _CLEARS in said:
            value = True
        for name in (*_SPELT.findall(said), *_STORED.findall(said)):
            yield name.replace("-", "_"), value
