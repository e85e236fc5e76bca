"""What is put into dictionaries and appended to lists after they were written out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.effects.guarding import is_withheld
from guardrail.frontends.python.evaluation import containers
from guardrail.frontends.python.evaluation.values import (
    UNKNOWN,
    Entries,
    Frame,
    Parts,
    Value,
)
from guardrail.frontends.python.guarding.guards import guards_at
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.ways import statement_at
from guardrail.frontends.python.source.structure import Path, place_of
from guardrail.model import EnvironmentKind
from guardrail.project.asked_environment import asked_environment

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

_LONGEST = 400


def with_what_is_added(
    evaluator: Evaluator, node: Node, value: Value, frame: Frame | None
) -> Sequence[Value]:
    """What a name is bound to, with what is put into it or appended to it before the place.

    Where some of that is only there under a condition, also without it.
    """
    held = containers.content(evaluator, value)
    if isinstance(held, Entries):
        return [
            _with_entries(evaluator, held, put, frame) if put else value
            for put in _with_and_without(evaluator, node, _put_into(evaluator, node))
        ]
    if isinstance(held, Parts):
        return [
            _with_parts(evaluator, held, grown, frame) if grown else value
            for grown in _with_and_without(
                evaluator, node, _not_held_back(evaluator, _grown(evaluator, node))
            )
        ]
    return (value,)


def is_filled_if_asked(evaluator: Evaluator, node: Node) -> bool:
    """Whether something is put into the dictionary under a name only under a condition."""
    return len(_with_and_without(evaluator, node, _put_into(evaluator, node))) > 1


def _with_entries(
    evaluator: Evaluator, held: Entries, put: Sequence[Binding], frame: Frame | None
) -> Entries:
    entries, more = dict(held.entries), held.more
    for one in put:
        more |= not _fill(evaluator, one, entries, frame)
    return Entries(entries, more)


def _with_parts(
    evaluator: Evaluator, held: Parts, grown: Sequence[Binding], frame: Frame | None
) -> Parts:
    added = [part for one in grown for part in _added(evaluator, one, frame)]
    return Parts((*held.parts, *added))


def _with_and_without(
    evaluator: Evaluator, node: Node, added: Sequence[Binding]
) -> Sequence[Sequence[Binding]]:
    """All that is added, and what is added whatever is asked, where that is less."""
    here = place_of(evaluator.module, node.start_byte).path
    always = [one for one in added if not _is_asked_for(evaluator, one, here, added)]
    return (added, always) if len(always) < len(added) else (added,)


def _not_held_back(evaluator: Evaluator, added: Sequence[Binding]) -> Sequence[Binding]:
    """What is appended without anybody's asking for it: `if opts.full_refresh:`, off by default.

    The words that are only appended for who asks for them are told where they stand, with what
    holds them back.
    """
    return [
        one
        for one in added
        if one.value is None or not is_withheld(guards_at(evaluator.module, one.value.start_byte))
    ]


def _is_asked_for(evaluator: Evaluator, one: Binding, here: Path, added: Sequence[Binding]) -> bool:
    """Whether something is only added in a branch that another adds nothing in instead."""
    for depth, step in enumerate(one.path):
        if step in here:
            continue
        statement = statement_at(evaluator.module, step.statement)
        if statement is None or statement.type != "if_statement":
            continue
        if step.branch == 0 and _is_so_in_production(evaluator, statement):
            continue
        branches = {
            other.path[depth].branch
            for other in added
            if len(other.path) > depth and other.path[depth].statement == step.statement
        }
        if not step.exhaustive or len(branches) < step.branches:
            return True
    return False


def _is_so_in_production(evaluator: Evaluator, branch: Node) -> bool:
    """Whether a condition holds where people use the program: `if stage != "test":`."""
    condition = branch.child_by_field_name("condition")
    code = evaluator.module.code(condition) if condition is not None else ""
    asked = asked_environment(code) if len(code) <= _LONGEST else None
    return asked is not None and (asked[0] is EnvironmentKind.PRODUCTION) is asked[1]


def _put_into(evaluator: Evaluator, node: Node) -> Sequence[Binding]:
    """What is put into the dictionary under a name before its place."""
    if node.type != "identifier":
        return ()
    scope, _, _ = evaluator.flow.bindings(node)
    if scope is None:
        return ()
    return evaluator.scopes.put_into(scope, evaluator.module.name(node), node.start_byte)


def _fill(
    evaluator: Evaluator,
    binding: Binding,
    entries: dict[str, Sequence[Value]],
    frame: Frame | None,
) -> bool:
    """Put one more entry in: `options["a"] = 1`, `options.update(a=1)`, `.setdefault("a", 1)`."""
    value = binding.value
    around = value.parent if value is not None else None
    if value is None or around is None:
        return False
    if value.type == "keyword_argument":
        name, told = (value.child_by_field_name(part) for part in ("name", "value"))
        if name is None or told is None:
            return False
        entries[evaluator.module.name(name)] = evaluator.values(told, frame)
        return True
    target = around.child_by_field_name("left")
    if target is not None and target.type == "subscript":
        key = target.child_by_field_name("subscript")
        keys = evaluator.values(key, frame) if key is not None else UNKNOWN
        for spoken in [containers.text_of(evaluator, one) for one in keys]:
            entries[spoken or f"{containers.MISSING}{len(entries)}"] = evaluator.values(
                value, frame
            )
        return True
    if around.type == "argument_list":
        given = evaluator.module.children(around)[0]
        if len(given) == 2 and given[0].id == value.id:
            for each in evaluator.values(value, frame):
                default = evaluator.values(given[1], frame)
                entries.setdefault(containers.text_of(evaluator, each) or "", default)
            return True
    return containers.merge(evaluator, value, frame, entries)


def _grown(evaluator: Evaluator, node: Node) -> Sequence[Binding]:
    """What is appended to the list under a name before its place."""
    if node.type != "identifier":
        return ()
    _, bound, _ = evaluator.flow.bindings(node)
    return [one for one in bound if one.kind in (BindingKind.APPENDED, BindingKind.EXTENDED)]


def _added(evaluator: Evaluator, one: Binding, frame: Frame | None) -> Iterator[Sequence[Value]]:
    if one.value is None:
        yield UNKNOWN
    elif one.kind is BindingKind.APPENDED:
        yield evaluator.values(one.value, frame)
    else:
        yield from ((value,) for value in containers.elements(evaluator, one.value, frame))
