"""rm, unlink: delete files. Options as in `rm --help` of GNU coreutils 9.1 and in POSIX.

All that a search finds, one after the other, are as much as its folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import FileChange, Verb
from guardrail.effects.guarding import picked_by
from guardrail.knowledge.listed_in_order import AMONG_NEWEST, NEWEST
from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.paths import FOUND, FOUND_OLD, emptied, paths, sureness

_OPTIONS = options(
    "-r|-R|--recursive -f|--force -i -I -v|--verbose -d|--dir --no-preserve-root"
    " --preserve-root --one-file-system --help --version --interactive"
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("--help", "--version"):
        return
    for word in parsed.operands:
        bare, guard = emptied(word)
        found = {hole.name for hole in word.built.holes if hole.values}
        written = word.flow.text.holes if word.flow is not None and word.flow.text else ()
        newest = any(hole.name == NEWEST for hole in (*word.built.holes, *written))
        guard = guard or (picked_by("age") if FOUND_OLD in found else "")
        for path in (bare,) if bare else paths(word, command.directory):
            yield FileChange(
                span=command.span(),
                evidence=command.evidence,
                guards=(guard,) if guard else (),
                confidence=sureness(word, command.directory),
                verb=Verb.DELETE,
                path=path,
                recursive=parsed.has("-r") or not found.isdisjoint((FOUND, FOUND_OLD)),
                forced=parsed.has("-f"),
                because=AMONG_NEWEST if newest else "",
            )


PROGRAM = Program(("rm", "unlink"), _read)
