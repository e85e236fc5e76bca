"""What is common to programs that overwrite files: the effect for each path a word may mean."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import FileChange, Verb
from guardrail.knowledge.programs.command import Command, Word
from guardrail.knowledge.programs.paths import paths

_SINKS = frozenset({"/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "-"})


def changed(
    command: Command, word: Word, verb: Verb = Verb.OVERWRITE, *, recursive: bool = False
) -> Iterator[FileChange]:
    """The change of each file that the word may mean; none for sinks such as /dev/null."""
    for path in paths(word, command.directory):
        if path not in _SINKS:
            yield FileChange(
                span=command.span(),
                evidence=command.evidence,
                verb=verb,
                path=path,
                recursive=recursive,
            )
