"""What bindings amount to along the branches of a program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.source.structure import Path, Step
from guardrail.frontends.python.strings.variants import MOST

_DEEPEST_BRANCH = 24
_MOST_WRITTEN = 32
GROWN = (
    BindingKind.APPENDED,
    BindingKind.EXTENDED,
    BindingKind.DECLARED,
    BindingKind.CLEARED,
)
ADDING = frozenset((*GROWN, BindingKind.AUGMENTED))

State = TypeVar("State")
Apply = Callable[[Binding, tuple[State, ...]], tuple[State, ...]]
"""Gives the states after a binding from those before it."""
Past = Callable[[State, Step, int, tuple[int, ...]], State]
"""Gives a state after a compound statement: the branch that was taken there, -1 for none of those
that bind something, and which ones do."""


def settles(binding: Binding, path: Path) -> bool:
    """Whether a name has this value for sure, whatever it had before."""
    return not adds(binding) and binding.path == path[: len(binding.path)]


def adds(binding: Binding) -> bool:
    """Whether a binding only adds to the value that a name had."""
    return binding.kind in ADDING


def through(  # noqa: PLR0917
    bound: Sequence[Binding],
    depth: int,
    path: Path,
    state: tuple[State, ...],
    apply: Apply[State],
    past: Past[State] | None = None,
) -> tuple[State, ...]:
    """The states after the bindings, where the branches of `path` are the ones taken.

    `depth` counts the branches already accounted for. Of a compound statement that is over each
    branch may have been taken; of one that the path leads through only its own. `past` notes in a
    state which way it took.
    """
    at = 0
    while at < len(bound):
        binding = bound[at]
        if len(binding.path) <= depth:
            state = apply(binding, state)
            at += 1
            continue
        if depth >= _DEEPEST_BRANCH:
            return ()
        step = binding.path[depth]
        group: dict[int, list[Binding]] = {}
        while at < len(bound) and len(bound[at].path) > depth:
            other = bound[at].path[depth]
            if other.statement != step.statement:
                break
            group.setdefault(other.branch, []).append(bound[at])
            at += 1
        here = path[depth] if depth < len(path) else None
        if here is not None and here.statement == step.statement:
            state = through(group.get(here.branch, ()), depth + 1, path, state, apply, past)
            continue
        ways: list[State] = []
        others = tuple(group)
        inside_loop = depth == 0 or bool(path)
        group = {at: one for at, one in group.items() if not _left(one[0].path[depth], inside_loop)}
        if not step.exhaustive or len(group) < step.branches:
            ways += [past(one, step, -1, others) for one in state] if past else state
        for branch, inside in group.items():
            after = through(inside, depth + 1, (), state, apply, past)
            ways += [past(one, step, branch, others) for one in after] if past else after
        made = sum(map(len, group.values()))
        state = _fewer(tuple(dict.fromkeys(ways)), len(state) + made)
    return state


def _left(step: Step, inside_loop: bool) -> bool:
    """Whether what a branch binds never reaches the place behind the statement."""
    return step.leaves == "return" or (step.leaves == "loop" and inside_loop)


def _fewer(ways: tuple[State, ...], written: int) -> tuple[State, ...]:
    """As many ways as can be followed.

    All of them, up to a bound, where they are no more than the code writes out. Where they multiply
    the first and the last: those that took the fewest branches, and those that took them all.
    """
    most = _MOST_WRITTEN if len(ways) <= written else MOST
    if len(ways) <= most:
        return ways
    return (*ways[: most // 2], *ways[-(most - most // 2) :])
