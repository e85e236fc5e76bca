"""Version control through libraries: commands of git by name, and calls that act like them."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import HistoryChange
from guardrail.effects.guarding import picked_by
from guardrail.frontends.python.conditions import given
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.filesystem.paths_named import endings_of
from guardrail.frontends.python.readers.picking.picked import picked_out
from guardrail.frontends.python.readers.programs.clean_trees import (
    in_own_clone,
    left_where_dirty,
    throws_away,
)
from guardrail.frontends.python.readers.programs.picked_words import picked_word
from guardrail.frontends.python.readers.programs.quoting import quoted
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.strings.rope import Part, Rope, gap, plain
from guardrail.frontends.python.values.iteration import yielded
from guardrail.frontends.python.values.origins import standing_at
from guardrail.knowledge.python.rows import NOWHERE, ChangesHistory, RunsGit
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD, PieceKind
from guardrail.stream import Item

_THROWING = ("reset --hard", "clean", "checkout", "restore", "stash")
_MOST = 24
_HOLE = late(rf"{HOLE_WORD}\d+")
_OPTIONS = {"skip_hooks": "no_verify"}
"""Arguments that git's own options are called otherwise."""


def runs_git(reading: Reading, call: Call, row: RunsGit) -> list[Item] | None:
    """The command line that `repo.git.reset("--hard")` runs."""
    if row.on and not _is_on(reading, call, row.on):
        return None
    line: list[Part] = []
    if row.command:
        line += reading.constant(f"git {row.command}", call.function)
    for name, node in call.keywords.items():
        if row.command and reading.truth(node) is True:
            name = _OPTIONS.get(name, name)
            option = f"-{name}" if len(name) == 1 else f"--{name.replace('_', '-')}"
            line += [gap(" "), *reading.constant(option, node)]
    for one in _words(reading, call, row):
        line += [gap(" "), *quoted(one)]
    rope = tuple(line)
    guards = picked_word(reading, call, rope)
    if throws_away(plain(rope)):
        guards += left_where_dirty(reading, call.node) or in_own_clone(reading, call)
    return [reading.embedded("shell", rope, call, guards=guards)] if line else None


def _words(reading: Reading, call: Call, row: RunsGit) -> Iterator[Rope]:
    """The texts that a command is given, of a list that is made in a loop each that it may be."""
    flow, builder = reading.builder.flow, reading.builder
    if row.words == NOWHERE:
        for node in call.positional:
            yield from map(builder.text, flow.elements(node) or [node])
        return
    given = call.argument(row.words)
    if given is None:
        return
    for one in flow.elements(given) or yielded(flow, given) or [given]:
        endings = endings_of(reading, one)
        yield from (reading.constant(ending, one) for ending in endings)
        if not endings:
            yield builder.text(one)


def changes_history(reading: Reading, call: Call, row: ChangesHistory) -> list[Item] | None:
    """What a call throws away or overwrites, `None` where it is none of the row's."""
    if row.on and not _is_on(reading, call, row.on):
        return None
    if not all(given(reading, call, argument, values) for argument, values in row.when):
        return None
    if row.forced != NOWHERE and not _forced(reading, call, row):
        return None
    refs = _refs(reading, call.argument(row.target)) if row.target != NOWHERE else ()
    target = ", ".join(map(_remote, refs)) or row.reaches
    stated = reading.stated(call.node)
    by = "" if target and HOLE_WORD not in target else _picked(reading, call, row)
    if by:
        stated["guards"] = (*stated["guards"], picked_by(by))
    if row.action.startswith(_THROWING):
        kept = left_where_dirty(reading, call.node) or in_own_clone(reading, call)
        stated["guards"] = (*stated["guards"], *kept)
    action = "push --delete" if _deletes(reading, call, row) else row.action
    return [HistoryChange(**stated, action=action, target=target)]


def _refs(reading: Reading, node: Node | None) -> tuple[str, ...]:
    """The refspecs that a call is given, one or a list; none where one of them isn't known at all.

    Of what is only partly known the rest is a hole: `f"HEAD:{branch}"`.
    """
    if node is None:
        return ()
    listed = reading.builder.flow.elements(node) or [node]
    found = [reading.known(one) or reading.partly_known(one) for one in listed[:_MOST]]
    return tuple(found) if all(map(_remote, found)) else ()


def _remote(refspec: str) -> str:
    """The side of a refspec that is the remote repository's, "" where nothing of it is known."""
    side = refspec.lstrip("+").rpartition(":")[2]
    return "" if _HOLE.fullmatch(side.removeprefix("refs/heads/")) else side


def _deletes(reading: Reading, call: Call, row: ChangesHistory) -> bool:
    """Whether refspecs have nothing before their colon, which deletes what is behind it."""
    return row.forced != NOWHERE and all(one.startswith(":") for one in _begun(reading, call, row))


def _picked(reading: Reading, call: Call, row: ChangesHistory) -> str:
    """What picks the branch among others that a loop deletes or overwrites."""
    if row.forced == row.target == NOWHERE:
        # The branch itself, or whatever the command reaches.
        return picked_out(reading, call, call.function.child_by_field_name("object"))
    node = call.argument(row.forced if row.target == NOWHERE else row.target)
    if node is None:
        return ""
    listed = reading.builder.flow.elements(node)
    node = listed[0] if listed is not None and len(listed) == 1 else node
    holes = [one for one in reading.builder.text(node) if one.kind is PieceKind.HOLE]
    start, end = holes[-1].made if holes else (0, 0)
    return picked_out(reading, call, standing_at(reading.module, start, end)) if end else ""


def _forced(reading: Reading, call: Call, row: ChangesHistory) -> bool:
    return any(one.startswith(("+", ":")) for one in _begun(reading, call, row))


def _begun(reading: Reading, call: Call, row: ChangesHistory) -> list[str]:
    """What is known of the refspecs of a call, from their beginnings on."""
    node = call.argument(row.forced)
    specs = reading.builder.flow.elements(node) or [node] if node is not None else []
    return [plain(reading.builder.text(one)) for one in specs]


def _is_on(reading: Reading, call: Call, kinds: tuple[str, ...]) -> bool:
    owner = call.function.child_by_field_name("object")
    if call.function.type != "attribute" or owner is None:
        return False
    return any(one.kind in kinds for one in objects(reading).of(owner))
