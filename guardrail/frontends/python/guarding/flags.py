"""What a flag is where nobody says otherwise: a name, a parameter, an option, a setting.

What the code itself gives a name counts before what the name is by default: `force = True`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.guarding.command_flags import flag_of_commands
from guardrail.frontends.python.guarding.set_meanwhile import set_meanwhile
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_LONGEST = 400
_NAME = late(r"(?:\w+\.)*([^\W\d]\w*)")
_KEY = late(
    r"\w[\w.]*(?:\.get\(|\[)\s*[\"'](?P<key>[\w-]+)[\"']\s*(?:,\s*(?P<default>True|False|None)\s*)?"
    r"[^()\[\]]*[\])]"
)
_MADE = late(r"(?:bool|int|strtobool)\((?P<inner>[^()]*)\)")
_JOINT = late(r"\s+(and|or)\s+")
_TRUTHS = {"True": True, "False": False, "None": False}
_FIRST = late(
    r"[\w.]*(?:Option|Argument|Query|Form|Body|Parameter|[fF]ield)\(\s*(?:default\s*=\s*)?(\w+)"
)
_ENVIRONMENT = late(
    r"(?P<not>not\s+)?(?P<made>(?:(?:bool|int|strtobool)\()*)"
    r"(?:\w+\.)*(?:environ\.get|getenv)\(\s*[\"'](?P<key>\w+)[\"']\s*"
    r"(?:,\s*(?:[\"'](?P<default>[^()\"']*)[\"']|(?P<plain>[^()\"',]*))\s*)?\)"
    r"(?:\.\w+\(\))*\)*\s*"
    r"(?:(?P<sign>==|!=|in|not in)\s*(?P<values>[^\n]+))?"
)
"""A variable of the environment, asked for its truth or for one of several values."""
_VALUE = late(r"[\"']([^\"']*)[\"']")
_OFF = frozenset(("", "0", "false", "no", "off", "n", "none"))
_SET_TO = (
    r"(?m)^(?P<margin>[ \t]*)(?:self\.)?{0}[ \t]*(?::[^=\n]{{1,40}})?=[ \t]*(?!=)"
    r"(?P<value>[^\n#]{{1,200}}?)[ \t]*(?:#.*)?$"
)
_GIVEN = r"[(,]\s*{0}\s*=\s*{1}\b"
_HELD_SO = r"(?m)^\s*(?!self\b|cls\b)[\w.]+\.{0}[ \t]*=[ \t]*{1}\b"
_MOST_SET = 4
_DEEPEST = 3


class Flag(Struct, frozen=True):
    """What a condition asks for that asks for one thing alone.

    `plain` is whether it is a bare name, `negated` whether the condition holds where it isn't set,
    `default` what stands behind the comma of `.get("force", False)`.
    """

    name: str
    plain: bool
    negated: bool
    default: str = ""

    @property
    def word(self) -> str:
        """The name without what says that it is nobody else's: `self._confirm`."""
        return self.name.strip("_")


def flag_in(condition: str) -> Flag | None:
    """The flag that a condition asks for; `None` where it asks more."""
    condition = condition.strip()
    variable = _ENVIRONMENT.fullmatch(condition)
    if variable is not None:
        return Flag(variable["key"].lower(), False, variable["not"] is not None)
    negated = condition.startswith("not ")
    condition = condition[4:].strip() if negated else condition
    named = _NAME.fullmatch(condition)
    if named is not None:
        return Flag(named[1], named[1] == condition, negated)
    key = _KEY.fullmatch(condition)
    if key is None:
        return None
    return Flag(key["key"].replace("-", "_"), False, negated, key["default"] or "")


class _Asked(Struct, frozen=True):
    """Where something is asked: in a function, at a place; `depth` is how far it was followed."""

    module: Module
    function: Node | None
    at: int
    depth: int = 0

    def before(self, at: int) -> _Asked:
        """One step back, at an earlier place."""
        return replace(self, at=at, depth=self.depth + 1)


def holds_by_default(module: Module, function: Node | None, condition: str, at: int) -> bool | None:
    """Whether a condition holds at a place where nobody says otherwise; `None` if unknown."""
    return _holds(_Asked(module, function, at), condition.strip())


def _holds(asked: _Asked, condition: str) -> bool | None:
    if condition in _TRUTHS:
        return _TRUTHS[condition]
    variable = _ENVIRONMENT.fullmatch(condition)
    if variable is not None:
        return _unless_set(variable)
    if asked.depth >= _DEEPEST or len(condition) > _LONGEST:
        return None
    if _JOINT.search(condition):
        return _joined(asked, condition)
    made = _MADE.fullmatch(condition)
    flag = flag_in(made["inner"] if made is not None else condition)
    if flag is None:
        return None
    default = _TRUTHS.get(flag.default)
    if default is None:
        default = _default(asked, flag)
    return None if default is None else default is not flag.negated


def _joined(asked: _Asked, condition: str) -> bool | None:
    """Whether `a or b` holds by default: known where one part decides it, or all are known."""
    parts = _JOINT.split(condition)
    if len({*parts[1::2]}) > 1 or any(one.count("(") != one.count(")") for one in parts[::2]):
        return None
    told = [_holds(asked.before(asked.at), one) for one in parts[::2]]
    deciding = parts[1] == "or"
    if deciding in told:
        return deciding
    return None if None in told else not deciding


def off_by_default(module: Module, function: Node, name: str) -> bool:
    """Whether a function has a parameter of that name which is false where nobody gives it."""
    return default_of_parameter(module, function, name) == "False"


def plainly_off(module: Module, function: Node, name: str) -> bool:
    """Whether a parameter is false as it is written: no option of a command, which users give."""
    if function.parent is not None and function.parent.type == "decorated_definition":
        return False
    parameters = function.child_by_field_name("parameters")
    for one in module.children(parameters)[0] if parameters is not None else ():
        named, value = one.child_by_field_name("name"), one.child_by_field_name("value")
        if named is not None and module.name(named) == name and value is not None:
            return module.code(value) == "False" and flag_of_commands(module, name) is None
    return False


def is_switch(module: Module, name: str) -> bool:
    """Whether a constant is there to be on or off, rather than to hold what is worked with.

    `CLUSTER = os.environ.get("CLUSTER")` is unset by default, but asking for it asks nobody.
    """
    for found in islice(_lines_setting(name, module.text), _MOST_SET):
        variable = _ENVIRONMENT.fullmatch(found["value"])
        if found["value"] == "False" or (variable and (variable["sign"] or variable["made"])):
            return True
    return False


def default_of_parameter(module: Module, function: Node, name: str) -> str:
    """The default of a parameter as it is written, "" where it has none."""
    parameters = function.child_by_field_name("parameters")
    for one in module.children(parameters)[0] if parameters is not None else ():
        named, value = one.child_by_field_name("name"), one.child_by_field_name("value")
        if named is not None and module.name(named) == name and value is not None:
            code = module.code(value)[:_LONGEST]
            first = _FIRST.match(code)
            return first[1] if first is not None else code
    return ""


def _default(asked: _Asked, flag: Flag) -> bool | None:
    """What a flag is by default, `None` where that isn't known."""
    if asked.function is not None and flag.plain:
        given = given_before(asked.module, asked.function, flag.name, asked.at)
        if given is not None:
            told = _holds(asked.before(given[1]), given[0])
            between = (given[1], asked.at)
            if told is not None and set_meanwhile(
                asked.module, asked.function, flag.name, not told, between
            ):
                return None
            return told
        parameter = default_of_parameter(asked.module, asked.function, flag.name)
        if parameter:
            return _TRUTHS.get(parameter)
    option = flag_of_commands(asked.module, flag.name)
    return _of_setting(asked, flag.name) if option is None else option


def given_before(module: Module, function: Node, name: str, at: int) -> tuple[str, int] | None:
    """What a function gives a name last before a place on every way, and where."""
    body = function.child_by_field_name("body")
    first = module.children(body)[0][:1] if body is not None else []
    if not first or name not in module.text[first[0].start_byte : at]:
        return None
    margin = first[0].start_point[1]
    line = module.text.rfind("\n", 0, first[0].start_byte) + 1
    set_to = _setting(name)
    found = [one for one in set_to.finditer(module.text, line, at) if len(one["margin"]) == margin]
    return (found[-1]["value"], found[-1].start()) if found else None


def _of_setting(asked: _Asked, name: str) -> bool | None:
    """What a constant, or a setting of a class, of that name is set to.

    It must be set in one place, or by the module's own statements alone, of which the last counts.
    """
    module = asked.module
    if name not in module.text:
        return None
    found = [*islice(_lines_setting(name, module.text), _MOST_SET)]
    if not found or (len(found) > 1 and any(one["margin"] for one in found)):
        return None
    last = found[-1]
    around = _function_at(module, last.start("value")) if last["margin"] else None
    first = _FIRST.match(last["value"])
    told = first[1] if first is not None else last["value"]
    default = _holds(_Asked(module, around, last.start(), asked.depth + 1), told)
    return None if default is None or _is_given(module, name, not default) else default


@lru_cache(maxsize=256)
def _setting(name: str) -> re.Pattern[str]:
    # The same few names are asked for in every project: `dry_run`, `force`, `settings.DEBUG`.
    return re.compile(_SET_TO.format(re.escape(name)))


def _lines_setting(name: str, text: str) -> Iterator[re.Match[str]]:
    """The lines that set a name to something. Only those are looked at that have it."""
    set_to = _setting(name)
    at = text.find(name)
    while at >= 0:
        found = set_to.match(text, text.rfind("\n", 0, at) + 1)
        if found is not None:
            yield found
        below = text.find("\n", at)
        at = text.find(name, below) if below >= 0 else -1


def _function_at(module: Module, place: int) -> Node | None:
    node = module.root.descendant_for_byte_range(place, place)
    while node is not None and node.type != "function_definition":
        node = node.parent
    return node


def _is_given(module: Module, name: str, truth: bool) -> bool:
    """Whether the module gives a name that truth: `Options(force=True)`, `job.force = True`."""
    if re.search(_HELD_SO.format(re.escape(name), truth), module.plain):
        return True
    for found in islice(
        re.finditer(_GIVEN.format(re.escape(name), truth), module.plain), _MOST_SET
    ):
        node = module.root.descendant_for_byte_range(found.end() - 1, found.end())
        if node is not None and node.parent is not None and node.parent.type == "keyword_argument":
            return True
    return False


def _unless_set(variable: re.Match[str]) -> bool | None:
    """What is asked of a variable of the environment, where nobody sets it."""
    plain = (variable["plain"] or "").strip()
    if plain and plain not in _TRUTHS and not plain.isdecimal():
        return None  # what a name stands for isn't known here
    default = variable["default"] or (plain if _TRUTHS.get(plain, plain != "0") else "")
    default = default.strip().lower()
    if variable["sign"]:
        values = {one.lower() for one in _VALUE.findall(variable["values"])}
        holds = (default in values) is not (variable["sign"] in ("!=", "not in"))
    else:
        # `bool("false")` is true: only what reads a number, or a word, makes anything of it.
        read = "int(" in variable["made"] or "strtobool(" in variable["made"]
        holds = default not in _OFF if read else bool(default)
    return holds is not bool(variable["not"])
