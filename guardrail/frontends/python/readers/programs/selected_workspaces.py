"""Commands that take down a workspace which another command has selected before.

`terraform workspace select pr-12` and then `terraform destroy`: which stack goes is said by the
first. So is it by `TF_WORKSPACE`, and of Pulumi by `pulumi stack select`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.effects.guarding import picked_by
from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.readers.narrowing.defaults import (
    default_of,
    given_by_calls,
    option_defaults,
    parameter_kept,
)
from guardrail.frontends.python.readers.picking.picked import picked_out
from guardrail.frontends.python.readers.picking.queries import LABEL, NAME
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.picking import IN_PRODUCTION, LABELLING, LABELLING_TEXTS, words_of
from guardrail.patterns import late

_TAKES = late(
    r"(?:\S*/)?(?:terraform|tofu|terragrunt|pulumi)\b(?=.*\s(?:destroy|-destroy|rm)(?:\s|\Z))"
)
_SELECTED = late(
    r"[\"'](?:workspace|stack)[\"'],\s*[\"']select[\"'],\s*(?:[\"']-[^\"'\n]*[\"'],\s*){0,3}(?=[^\s)\]])"
    r"|\b(?:workspace|stack)\s+select\s+(?:-\S+\s+){0,3}\{(?=[^{}\s])"
    r"|[\"']?\bTF_WORKSPACE[\"']?\]?\s*[:=]\s*(?=[^\s=])"
)
"""Behind what a workspace's name stands: `["workspace", "select", name]`, `TF_WORKSPACE`."""
_DEFAULT = "default"
"""Where who has taken a workspace down goes back to: no other can be selected when it goes."""
_NAMED = frozenset(("identifier", "attribute", "subscript"))
_BRANCHING = frozenset(("conditional_expression", "boolean_operator"))
_MOST, _MOST_SEEN = 6, 40
_TELLING = LABELLING | LABELLING_TEXTS


def picked_workspace(reading: Reading, line: str) -> tuple[str, ...]:
    """The guard that says by what the workspace was picked that a command line takes down."""
    if _TAKES.match(line) is None:
        return ()
    by = [_picked(reading, one) for one in _selected(reading)]
    return (picked_by(by[0]),) if by and all(by) else ()


def _selected(reading: Reading) -> list[Node]:
    """The names of the workspaces that a module selects."""
    facts, key = reading.module.facts, "workspaces selected"
    if key not in facts:
        facts[key] = [*islice(_named(reading), _MOST)]
    found: list[Node] = facts[key]
    return found


def _named(reading: Reading) -> Iterator[Node]:
    module = reading.module
    for match in islice(_SELECTED.finditer(module.text), _MOST):
        node = module.root.descendant_for_byte_range(match.end(), match.end() + 1)
        while (
            node is not None and node.parent is not None and node.parent.start_byte == match.end()
        ):
            node = node.parent
        if node is not None and reading.known(node) != _DEFAULT:
            yield node


def _picked(reading: Reading, node: Node) -> str:
    """By what a name is picked: by what it says itself, or by what it was looked at for."""
    texts = [one for one in _texts(reading, node, set()) if one != _DEFAULT]
    if any(IN_PRODUCTION.search(one) for one in texts):
        return ""
    if texts and not any(_TELLING.isdisjoint(words_of(one)) for one in texts):
        return LABEL
    around = node.parent
    while around is not None and around.type != "call":
        around = around.parent
    by = picked_out(reading, reading.call(around), unwrapped(node)) if around is not None else ""
    return by if by in (LABEL, NAME) else ""


def _texts(reading: Reading, node: Node, seen: set[int]) -> Iterator[str]:
    """What is known of the names that an expression may stand for, its defaults among them."""
    flow = reading.builder.flow
    node = parameter_kept(reading, unwrapped(node))
    known = [*reading.texts(node)] or [reading.partly_known(node)]
    if any(known) or node.id in seen or len(seen) > _MOST_SEEN:
        yield from filter(None, known)
        return
    seen.add(node.id)
    value = flow.value(node) if node.type == "identifier" else node
    default = default_of(reading, node) if node.type == "identifier" else None
    further = [default, *option_defaults(reading, node)] if node.type in _NAMED else []
    if node.type == "identifier" and value is None:
        further += [*passed_to(reading, node)[:_MOST]] or [*given_by_calls(reading, node)]
    elif value is not None and value.type == "call":
        own = called_functions(flow, value)[:1]
        further += [one for each in own for one in results_of(reading.module, each)[:_MOST]]
    elif value is not None and value.type in _BRANCHING:
        further += value.named_children
    elif value is not None and value.id != node.id:
        further.append(value)
    for one in further:
        if one is not None and one.type != "none":
            yield from _texts(reading, one, seen)
