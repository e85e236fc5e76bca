"""Whether all that gives a flag is seen in the module: only then may it hold something back.

A function that is handed on (`Thread(target=wipe, args=(True,))`, `wipe.delay(True)`) or decorated
is called by others, too; an attribute or an entry may be set again.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.source.whole_words import uncalled_places
from guardrail.patterns import late

_DEFINING = late(r"\b(?:def|class) \Z")
_SET = r"\.{0}\s*(?::[^=\n]+)?[-+|&]?=(?!=)|\[\s*[\"']{0}[\"']\s*\]\s*[-+|&]?=(?!=)"
_FILLED = r"\b{0}\s*(?:\.(?:update|setdefault|clear|pop)\s*\(|\|=)"
_BOUND = r"(?m)(?<![\w.]){0}\s*(?::[^=\n]+)?=(?!=)"
_NEAR = len(" class ")


def is_only_called(module: Module, function: Node, name: str) -> bool:
    """Whether a function or a class of the module is called by its name, and nothing else."""
    if function.parent is not None and function.parent.type == "decorated_definition":
        return False
    key = f"only called {name}"
    held: bool | None = module.facts.get(key)
    if held is None:
        plain = module.plain
        said = uncalled_places(plain, name)
        mentioned = any(not _DEFINING.search(plain, max(at - _NEAR, 0), at) for at in said)
        held = module.facts[key] = bool(name) and not mentioned
    return held


def times_set(module: Module, name: str) -> int:
    """How often an attribute or an entry of a name is set, by whatever it is one of."""
    key = f"times set {name}"
    held: int | None = module.facts.get(key)
    if held is None:
        held = len(re.findall(_SET.format(re.escape(name)), module.text))
        held = module.facts[key] = held + ("setattr(" in module.plain)
    return held


def is_written_once(module: Module, owner: str) -> bool:
    """Whether a dictionary is bound to its name at one place alone, and nothing is put into it."""
    code = re.escape(owner)
    if re.search(_FILLED.format(code), module.plain) is not None:
        return False
    return len(re.findall(_BOUND.format(code), module.plain)) == 1
