"""chmod: opens files to everyone, or to their owner's rights. As in GNU coreutils 9.1."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import GuardChange, PrivilegeChange, Recoverable, Verb
from guardrail.knowledge.programs.command import Command, Outcome, Program, Word
from guardrail.knowledge.programs.paths import path_text
from guardrail.patterns import late

_OCTAL = late(r"[0-7]{3,4}\Z")
_SYMBOLIC = late(r"[ugoa]*[+=][rwxXst]*\Z")


def _read(command: Command) -> Iterator[Outcome]:
    words = [word for word in command.args if not _is_option(word)]
    if len(words) < 2 or any(w.text.startswith("--reference") for w in command.args):
        return
    mode, files = words[0].text, words[1:]
    for word in files:
        path = path_text(word, command.directory)
        if "-x" in mode and ".git/hooks" in path:
            yield GuardChange(
                span=command.span(),
                evidence=command.evidence,
                guard="git hooks",
                path=path,
                detail=f"chmod {mode}",
            )
        elif _opens(mode):
            yield PrivilegeChange(
                span=command.span(),
                evidence=command.evidence,
                recoverable=Recoverable.YES,
                verb=Verb.GRANT,
                privileges=("WRITE",),
                on=path,
                whom=("everyone",),
                protection=f"file mode {mode}",
            )


def _is_option(word: Word) -> bool:
    text = word.text
    return text.startswith("--") or text in ("-R", "-v", "-c", "-f", "-Rf", "-fR", "-Rv", "-vR")


def _opens(mode: str) -> bool:
    """Whether everyone may write afterwards."""
    if _OCTAL.match(mode):
        return bool(int(mode[-1], 8) & 2)
    for part in mode.split(","):
        if _SYMBOLIC.match(part):
            who, _, rights = part.replace("=", "+").partition("+")
            if "w" in rights and ("a" in who or "o" in who):
                return True
    return False


PROGRAM = Program(("chmod",), _read)
