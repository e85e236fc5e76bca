"""chmod: opens files to everyone, or lets them run with their owner's rights.

As in GNU coreutils 9.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import GuardChange, PrivilegeChange, Recoverable, Verb
from guardrail.knowledge.file_modes import SETUID, mode_in_signs, right_of
from guardrail.knowledge.programs.command import Command, Outcome, Program, Word
from guardrail.knowledge.programs.owners import SYSTEM, changed
from guardrail.knowledge.programs.paths import path_text
from guardrail.patterns import late

MODES = "modes of all"
_OCTAL = late(r"[0-7]{3,4}\Z")


def _read(command: Command) -> Iterator[Outcome]:
    words = [word for word in command.args if not _is_option(word)]
    if len(words) < 2 or any(w.text.startswith("--reference") for w in command.args):
        return
    mode, files = words[0].text, words[1:]
    for word in files:
        path = path_text(word, command.directory)
        if path in SYSTEM and any(_is_recursive(one.text) for one in command.args):
            yield changed(command, path, MODES)
        elif "-x" in mode and ".git/hooks" in path:
            yield GuardChange(
                span=command.span(),
                evidence=command.evidence,
                guard="git hooks",
                path=path,
                detail=f"chmod {mode}",
            )
        elif right := right_of(_mode(mode), path):
            as_owner = right == SETUID
            yield PrivilegeChange(
                span=command.span(),
                evidence=command.evidence,
                recoverable=Recoverable.YES,
                verb=Verb.ESCALATE if as_owner else Verb.GRANT,
                privileges=(right,),
                on=path,
                whom=("everyone",),
                protection="setuid" if as_owner else f"file mode {mode}",
            )


def _is_recursive(text: str) -> bool:
    return text == "--recursive" or (text[:1] == "-" and text[:2] != "--" and "R" in text)


def _is_option(word: Word) -> bool:
    text = word.text
    return text.startswith("--") or text in ("-R", "-v", "-c", "-f", "-Rf", "-fR", "-Rv", "-vR")


def _mode(mode: str) -> int:
    """The mode that a file has afterwards, of one in signs what is added to it."""
    return int(mode, 8) if _OCTAL.match(mode) else mode_in_signs(mode)


PROGRAM = Program(("chmod",), _read)
