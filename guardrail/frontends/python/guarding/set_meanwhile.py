"""Whether a program sets a flag of its own accord: `force = False`, and `force = True` after it.

What somebody asks for (`if args.apply: dry_run = False`), answers, or wants of another place than
production is set by them. What follows from what the program finds is not.
"""

from __future__ import annotations

import re
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.guarding.questions import depends_on_answer
from guardrail.frontends.python.guarding.way_there import of_branches
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late
from guardrail.project.asked_environment import asked_environment

_TO_OPPOSITE = r"(?m)^[ \t]+{0}[ \t]*(?::[^=\n]{{1,40}})?=[ \t]*{1}[ \t]*(?:#.*)?$"
_MOST = 4
_OPTION = late(r"[\"']--?\w|\b(?:args|argv|opts?|options|environ|getenv)\b")
"""What asks for an option, or a variable, that somebody gives."""


def set_meanwhile(
    module: Module, function: Node, name: str, truth: bool, between: tuple[int, int]
) -> bool:
    """Whether a branch between two places gives a name that truth though nobody asks for it."""
    start, end = between
    opposite = re.compile(_TO_OPPOSITE.format(re.escape(name), truth))
    found = islice(opposite.finditer(module.plain, start, end), _MOST)
    return any(not _is_wanted(module, function, name, one.end() - 1) for one in found)


def _is_wanted(module: Module, function: Node, name: str, at: int) -> bool:
    """Whether one of the conditions around a place is somebody's to say."""
    for condition in of_branches(module, place_of(module, at)):
        code = condition.code
        text = " ".join(module.code(code).split())
        if name in text or _OPTION.search(text) or asked_environment(text) is not None:
            return True
        if depends_on_answer(module, function.start_byte, code.start_byte, code.end_byte):
            return True
    return False
