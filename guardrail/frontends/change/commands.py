"""Which command lines run the check, and which can't fail."""

from __future__ import annotations

import re
from typing import Any

from guardrail.patterns import late

_GUARDRAIL = late(r"(?<![\w.])guardrail(?![\w.])|guardrail[-_](?:hooks?|action|check|ci)\b")
_EXCUSED = late(
    r"""
      \|\|\s*(?:true|:|exit\s+0|echo\b|/bin/true)
    | ;\s*(?:true|:|exit\s+0)\s*(?:\#|$)
    | (?<!&)&\s*$
    | --fail-on[=\s]+(?:off|none|never)
    | --ignore\b
    | --exit-zero\b
    | ^\s*!\s
    """,
    re.VERBOSE | re.MULTILINE,
)

_SEPARATOR = late(r"&&|\|\||;")
_INSTALLS = late(r"\b(?:install|add|sync|download|uninstall|remove)\b")


def names_guardrail(text: Any) -> bool:
    """Whether a command line, an id or a reference names Guardrail."""
    return isinstance(text, str) and _GUARDRAIL.search(text) is not None


def excused(text: str) -> bool:
    """Whether a command line lets a failed check pass."""
    return _EXCUSED.search(text) is not None


def guarding_lines(script: str) -> list[str]:
    """The lines of a script that run the check: no comments, no mere installing."""
    lines = (line.strip() for line in script.replace("\\\n", " ").splitlines())
    return [line for line in lines if not line.startswith("#") and _runs_check(line)]


def _runs_check(line: str) -> bool:
    return any(
        names_guardrail(command) and not _INSTALLS.search(command)
        for command in _SEPARATOR.split(line)
    )
