"""The texts that parameters, options and properties have where nobody says otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.strings.options import default_texts
from guardrail.frontends.python.strings.returning import given_back
from guardrail.frontends.python.strings.rope import known
from guardrail.frontends.python.strings.variants import Variants
from guardrail.patterns import late

_TELLING = late(
    r"\s|\A(?:[/~].|[/~.]\Z|\.\.?/|1\s*=\s*1\Z|0\Z|(?:true|cascade|restrict)\Z)", re.IGNORECASE
)
"""A default that says more than a name: several words, a path, a condition that always holds,
nothing at all, what becomes of what hangs on it."""

_PARSED = late(r"\w*(?:args|arguments|opts?|options|namespace|ns|parsed)", re.IGNORECASE)

Evaluate = Callable[[Node], Variants]


def by_default(value: Node, evaluate: Evaluate) -> Variants:
    """The texts that a parameter is by default, as far as they are more than a word."""
    told = [(rope, known(rope)) for rope in evaluate(value)]
    return tuple(rope for rope, text in told if text is not None and _TELLING.search(text))


def of_options(module: Module, owner: Node, name: str, evaluate: Evaluate) -> Variants:
    """The texts that an option is by default: `args.root` of `parser.parse_args()`."""
    given = default_texts(module, name) if owner.type == "identifier" else ()
    if not given or _PARSED.fullmatch(module.name(owner)) is None:
        return ()
    return tuple(rope for one in given for rope in by_default(one, evaluate))


def by_property(module: Module, function: Node, evaluate: Evaluate) -> Variants:
    """The texts of a method that is called by the mention of its name."""
    above = function.parent
    if above is None or above.type != "decorated_definition":
        return ()
    if "property" not in module.plain[above.start_byte : function.start_byte]:
        return ()
    found = given_back(module, function)
    return tuple(dict.fromkeys(rope for one in found for rope in evaluate(one)))
