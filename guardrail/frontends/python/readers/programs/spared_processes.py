"""Which processes a condition spares in a loop over all of them: none, or none but other programs'.

`if "python" in process.name()` picks every program that is written in Python, whoever's it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.shared_programs import is_shared
from guardrail.patterns import late

EVERY = "every process"
HEAVY = "every process that uses much, whoever's it is"
OLD = "every process that has run for long, whoever's it is"
_FOR_ITS_USE = (HEAVY, OLD)
_RUNNING = late(
    r"True|bool\([\w.\[\]\"']+\)"
    r"|(?:not\s+)?\w+\.is_running\(\)|\w+\.isdigit\(\)|\w+\.isnumeric\(\)|[\w.\[\]\"']+ is not None"
)
_BY_USE = late(
    r"""[^<>=]*\b(?:rss|vms|uss|pss|memory_percent|cpu_percent|memory_info|num_threads|cpu_times)\b"""
    r"""[^<>=]*>=?[^<>=]*"""
)
"""How much of the machine a process takes: the database takes most."""
_BY_AGE = late(r"[^<>=]*\bcreate_time\b[^<>=]*(?P<sign>[<>])=?[^<>=]*")
"""How long a process has run: the database has for longest."""
_FIRST_ONES = late(
    r"[\w.\[\]\"']*\bpid\b[\"'\]]*\s*(?:<=?\s*\d+|==\s*[01]|in\s*[({\[][\d,\s]+[)}\]])"
)
"""Those that the machine itself began with."""
_ITSELF = late(
    r"[\w.\[\]\"']*\bpid\b[\"'\]]*\s*(?P<sign>[!=]=)\s*"
    r"(?:os\.getpid\(\)|(?:own|my|self|current|this)_?pid|me|psutil\.Process\(\)\.pid)"
)
_BY_NAME = late(
    r"""\.name\(\)|\.exe\(\)|\[["'](?:name|exe)["']\]|\.get\(["'](?:name|exe)["']|\bname\b"""
)
_BY_USER = late(r"""\.username\(\)|\[["']username["']\]|\.get\(["']username["']""")
_ONES_OWN = late(
    r"(?:username|uids).*(?:getpass\.getuser|os\.getlogin|os\.getuid|Process\(\)\.username)\("
)
"""A process of the user who runs the program: nobody may end many others."""
_OF_MANY = late(r"\bcmdline\b|\bppid\b|\bparent\b|\bconnections\b|\bcwd\b|!=|\bnot\b|\bendswith\b")
_KEYS = frozenset(("", "name", "exe", "username"))
_ROOT = "root"
_LESS = late(r"\S\s*-\s*\S")
_SIDES = 2
_DEEPEST = 6
_FEW = 4


def picked_with(reading: Reading, condition: Node, holds: bool, depth: int = 0) -> str:
    """What a condition picks of all processes where it holds, or doesn't: in words, "" for few.

    What leaves out only what has ended already, or the program itself, picks every process.
    """
    node = unwrapped(condition)
    inner = reading.module.children(node)[0]
    if depth > _DEEPEST:
        return ""
    if node.type == "not_operator" and inner:
        return picked_with(reading, inner[-1], not holds, depth + 1)
    if node.type == "boolean_operator" and inner:
        sign = node.child_by_field_name("operator")
        told = [picked_with(reading, one, holds, depth + 1) for one in inner]
        if (sign is not None and reading.module.code(sign) == "and") is not holds:
            # One way is enough: `is_worker(process) or too_big(process)`.
            return next((one for one in told if one in _FOR_ITS_USE), "")
        return next((one for one in told if one != EVERY), EVERY) if all(told) else ""
    code = reading.module.code(node)
    if _RUNNING.fullmatch(code) is not None:
        return EVERY
    if _BY_USE.fullmatch(code) is not None:
        return HEAVY if holds else ""
    if _FIRST_ONES.fullmatch(code) is not None:
        return "" if holds else EVERY
    if _is_of_age(reading, node, holds):
        return OLD
    asked = _ITSELF.fullmatch(code)
    if asked is not None:
        return EVERY if (asked["sign"] == "!=") is holds else ""
    if node.type == "call" and (own := _functions(reading, node)):
        ways = [_picked_by_function(reading, one, holds, depth + 1) for one in own]
        return next((one for one in ways if one), "")
    return _by_name(reading, node, code) if holds else ""


def _is_of_age(reading: Reading, node: Node, holds: bool) -> bool:
    """Whether a comparison asks how long a process has run: `time.time() - create_time > limit`."""
    inner = reading.module.children(node)[0]
    if node.type != "comparison_operator" or len(inner) != _SIDES:
        return False
    told = [reading.module.code(reading.builder.flow.value(one) or one) for one in inner]
    sign = reading.module.plain[inner[0].end_byte : inner[1].start_byte].strip()
    asked = _BY_AGE.fullmatch(f"{told[0]} {sign} {told[1]}")
    return (
        asked is not None and (asked["sign"] == ">") is holds and _LESS.search(told[0]) is not None
    )


def _picked_by_function(reading: Reading, function: Node, holds: bool, depth: int) -> str:
    """What a function picks by its only result, or by all that doesn't let it leave before that.

    `if not name.startswith("python"): return False`, and at the end `return bool(cmdline)`.
    """
    module = reading.module
    given = results_of(module, function)
    if len(given) == 1:
        return picked_with(reading, given[0], holds, depth)
    body = function.child_by_field_name("body")
    asked: list[tuple[Node, bool]] = []
    for one in module.children(body)[0] if body is not None and holds else ():
        condition = one.child_by_field_name("condition")
        if one.type == "if_statement" and condition is not None:
            code = module.code(one).partition(":")[2].strip()
            if code != "return False":
                return ""
            asked.append((condition, False))
        elif one.type == "return_statement" and one.named_children:
            asked.append((one.named_children[0], True))
    if not 1 < len(asked) == len(given):
        return ""
    told = [picked_with(reading, one, so, depth) for one, so in asked]
    return next((one for one in told if one != EVERY), EVERY) if all(told) else ""


def _functions(reading: Reading, call: Node) -> list[Node]:
    """The module's own functions that a call is of, also by a parameter: `match(process)`."""
    function = call.child_by_field_name("function")
    if function is None or function.type != "identifier":
        return []
    bound = reading.builder.flow.reaching(function)
    given = [function]
    if any(one.kind is BindingKind.PARAMETER for one in bound):
        given = passed_to(reading, function)[:_FEW]
    named = (reading.scopes.function(reading.module.name(one)) for one in given)
    return [one for one in named if one is not None]


def _by_name(reading: Reading, node: Node, code: str) -> str:
    """The programs that a condition picks by a name that many have."""
    if _OF_MANY.search(code) is not None:
        return ""
    texts = [one for one in _texts(reading, node) if one not in _KEYS]
    if _ONES_OWN.search(code) is not None:
        return EVERY
    if _BY_USER.search(code) is not None:
        return "every process of root" if texts == [_ROOT] else ""
    if _BY_NAME.search(code) is None or not texts or not all(map(is_shared, texts)):
        return ""
    return f"every process of {' and '.join(texts)}"


def _texts(reading: Reading, node: Node) -> Iterator[str]:
    """The texts that stand in a condition, also by the names of constants."""
    for one in reading.module.children(node)[0]:
        if one.type == "string" or (
            one.type == "identifier" and reading.module.name(one).isupper()
        ):
            yield from reading.texts(one)[:_FEW]
        elif one.type == "identifier":
            # `find("python3")`: what a helper is asked for.
            for given in passed_to(reading, one)[:_FEW]:
                yield from reading.texts(given)[:_FEW]
        else:
            yield from _texts(reading, one)
