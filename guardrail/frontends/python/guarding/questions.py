"""Questions that a program asks whoever runs it, and the names that hold the answers.

Models are prompted, orders and addresses are confirmed by methods of the same names: what counts is
what is known to ask on a terminal, and functions that say that they ask for leave.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.naming.own_functions import function_named
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_ASKING = (
    *("input(", "confirm", "prompt", ".ask(", "ask_", "yes_no", "yesno", "_sure"),
    *("questionary", "inquirer", "consent", "approval", "agree", "to_thread(", "run_in_executor("),
)
_SIGNS = late("|".join(map(re.escape, _ASKING)))
_BELOW = 80
_OWNERS = (
    r"(?:click|typer|aioconsole|questionary|inquirer|prompts?|cli|ui|console|terminal"
    r"|Confirm|Prompt)"
)
_SHARED = r"(?:utils?|helpers?|io|term|common|shell)"
_FOR = (
    r"(?:(?:to|for|with|before|the|if)_)*(?:y|yes|no|user|human|operator|continue\w*|continuing|proceed\w*|delete\w*|deleti\w+"
    r"|drop\w*|wip\w+|destr\w+|purg\w+|reset\w*|remov\w+|overwrit\w+|clear\w*|truncate\w*|truncati\w+|flush\w*"
    r"|eras\w+|action|operation|run|execute\w*|executi\w+|exit|quit|abort|confirm\w*|sure|really|danger\w*"
    r"|destructive|permission|approval|choice|question|bool|typed|deploy\w*|restore\w*|restoring|migrat\w+"
    r"|rollback|prod\w*|cleanup|or|it|this|first|interactive\w*)"
)
_ASKED = late(
    rf"(?<!\w)(?P<owner>{_OWNERS}\.(?:confirm|prompt|a?input|ask)|(?:questionary|inquirer)\.select"
    rf"|{_SHARED}\.confirm)\s*\("
    r"|(?<![\w.])(?:(?:self|cls)\.)?(?P<name>(?:raw_|a)?input|confirm|prompt)\s*\("
    r"|\b(?:to_thread|run_in_executor)\(\s*(?:\w+\s*,\s*)?input\b"
    rf"|(?<!\w)_?(?P<helper>(?:confirm_(?!user)|prompt_|ask_){_FOR}(?:_\w+)?|(?:\w+_)?yes_?no(?:_\w+)?"
    r"|(?:get|require|request|obtain|need|wait_for|check)_(?:\w+_)?(?:confirmation|consent|approval)"
    r"|are_you_sure|user_(?:confirm|agree|consent)\w*)\s*\("
)
"""A call that asks: of what is known to, by a plain name, by one that says for what."""

_PAUSING = ("input", "raw_input")
_ABORTING = late(r"\babort\s*=\s*True\b")
_ANSWER = late(r"\breturn\s+(?P<given>[^\s#][^\n#]*)")
_LEAVING = late(r"\braise\b|\b(?:_?exit|abort|quit)\(|\babort\s*=\s*True\b")
_MADE_OF_IT = late(
    r"(?:await\s+)?(?:[\w.]+\.)?(?:[A-Z]\w*|connect\w*|open\w*|login\w*|(?:create|make|build|load|fetch"
    r"|from)_\w+|\w+_(?:client|engine|session|connection))\(|\{"
)
"""How an expression begins that makes a thing, of what was typed: it is no answer itself."""
_NAME = late(r"(?<![\w.\"'])[^\W\d]\w*(?![\w\"'(])")
_MOST_NAMES = 4
_MOST_WAITS = 8
_MOST = 500
_DEEPEST = 2
_REACH = 4_000
_LONGEST = 300
_HELD = -4
"""Under which of a module's notes stands where it asks something."""


def asked_between(module: Module, start: int, end: int) -> bool:
    """Whether a question is asked in a part of a module."""
    return bool(_asked_in(module, start, end))


def questions_between(module: Module, start: int, end: int) -> list[int]:
    """Where questions are asked in a part of a module."""
    places = _places(module)
    return places[bisect_left(places, start) : bisect_left(places, end)]


def waits_between(module: Module, start: int, end: int) -> bool:
    """Whether the program waits there for somebody who may stop it: `input("Enter to go on")`."""
    for place in questions_between(module, start, end)[-_MOST_WAITS:]:
        statement = place_of(module, place).statement
        alone = statement.type == "expression_statement" and statement.start_byte == place
        if alone and module.plain.startswith(_PAUSING, place):
            return True
    return False


def aborts(module: Module, start: int, end: int) -> bool:
    """Whether a statement asks, and leaves by itself where the answer is no."""
    if not asked_between(module, start, end):
        return False
    return _ABORTING.search(module.plain, start, min(end, start + _LONGEST)) is not None


def depends_on_answer(module: Module, start: int, begin: int, end: int) -> bool:
    """Whether a condition asks a question, or for the answer of one asked since `start`.

    The condition stands between `begin` and `end`.
    """
    return next(questions_behind(module, start, begin, end), None) is not None


def questions_behind(
    module: Module, start: int, begin: int, end: int, depth: int = 0
) -> Iterator[int]:
    """Where the questions are asked that a condition asks, or for whose answers it does."""
    if not _places(module):
        return
    yield from _asked_in(module, begin, end)
    start = max(start, begin - _REACH)
    text = module.plain[begin:end]
    for name in dict.fromkeys(_NAME.findall(text)[:_MOST_NAMES]):
        given = re.compile(
            rf"{re.escape(name)}(?<![\w.]{re.escape(name)})\s*(?::[^=\n]+)?:?=(?!=)\s*"
        )
        for found in given.finditer(module.plain, start, begin):
            line = module.plain.find("\n", found.end(), found.end() + _LONGEST)
            last = line if line >= 0 else min(found.end() + _LONGEST, begin)
            yield from _asked_in(module, found.end(), last)
            if depth < _DEEPEST:
                yield from questions_behind(module, start, found.end(), last, depth + 1)


def _asked_in(module: Module, start: int, end: int) -> list[int]:
    """The first question that is asked in a part of a module, if there is one."""
    places = _places(module)
    first = bisect_left(places, max(start, end - _REACH))
    return places[first : first + 1] if first < len(places) and places[first] < end else []


def _places(module: Module) -> list[int]:
    """Where a module asks something, in order: the beginnings of the calls."""
    held: list[int] | None = module.notes.get(_HELD)
    if held is None:
        held = module.notes[_HELD] = []
        if any(word in module.plain for word in _ASKING):
            asked = (match for line in _lines(module.plain) for match in _ASKED.finditer(*line))
            found = _calls(module, asked)
            held += [one.start() for one in found if _counts(module, one)]
            for _ in range(_DEEPEST if held else 0):
                held += set(_of_own(module, held)).difference(held)
            held.sort()
    return held


def _lines(text: str) -> Iterator[tuple[str, int, int]]:
    """The lines that may ask something, and what stands below them: the pattern itself is slow."""
    told = 0
    for found in _SIGNS.finditer(text):
        if found.start() < told:
            continue
        start = max(text.rfind("\n", 0, found.start()) + 1, told)
        line = text.find("\n", found.end())
        told = line if line >= 0 else len(text)
        yield text, start, min(told + _BELOW, len(text))


def _calls(module: Module, matches: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Of the matches of a pattern of a call those in the code, not in its texts and comments."""
    found: list[re.Match[str]] = []
    for match in islice(matches, _MOST):
        last = match.end() - 1
        node = module.root.descendant_for_byte_range(last, last + 1)
        around = node.parent if node is not None else None
        if around is not None and around.type == "argument_list":
            found.append(match)
    return found


def _counts(module: Module, found: re.Match[str]) -> bool:
    """Whether a call asks: of a function of the module's own that is seen by what it does."""
    name = found["name"] or found["helper"]
    if name is None:
        return True
    return function_named(module, name) is None and not _answered_itself(module, name)


def _answered_itself(module: Module, name: str) -> bool:
    """Whether the module puts something in the place of what asks: `input = lambda _: "y"`."""
    put = rf"(?m)(?:^[ \t]*|\bbuiltins\.){name}[ \t]*=[ \t]*lambda\b"
    return "lambda" in module.plain and re.search(put, module.plain) is not None


def _of_own(module: Module, asked: list[int]) -> list[int]:
    """Where functions of the module are called that ask, and give an answer back."""
    names: dict[str, None] = {}
    for place in asked:
        around = [one for one in place_of(module, place).definitions if _answers(module, one)]
        named = around[-1].child_by_field_name("name") if around else None
        if named is not None:
            names[module.name(named)] = None
    if not names:
        return []
    words = "|".join(map(re.escape, names))
    own = re.compile(rf"(?<![\w.])(?:(?:self|cls)\.)?(?:{words})\s*\(")
    return [found.start() for found in _calls(module, own.finditer(module.plain))]


def _answers(module: Module, function: Node) -> bool:
    """Whether a function gives something back that may be an answer, no connection or the like."""
    body = function.child_by_field_name("body")
    if function.type != "function_definition" or body is None:
        return False
    found = _ANSWER.finditer(module.plain, body.start_byte, body.end_byte)
    given = {one["given"].strip() for one in found}
    if given == {"True"}:
        # It says yes whatever is answered, unless it goes no further where that is no.
        return _LEAVING.search(module.plain, body.start_byte, body.end_byte) is not None
    return any(not _makes_something(module, body, one) for one in given)


def _makes_something(module: Module, body: Node, given: str) -> bool:
    """Whether what a function gives is made of what was typed, also under a name."""
    if not given.isidentifier():
        return _MADE_OF_IT.match(given) is not None
    made = re.compile(rf"(?m)^[ \t]*{given}[ \t]*(?::[^=\n]+)?=[ \t]*")
    found = [*islice(made.finditer(module.plain, body.start_byte, body.end_byte), _MOST_NAMES)]
    return bool(found) and all(_MADE_OF_IT.match(module.plain, one.end()) for one in found)
