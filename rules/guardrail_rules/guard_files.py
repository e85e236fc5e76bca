"""Files that keep watch: git's hooks, the settings of coding agents, the policy itself."""

from __future__ import annotations

import re

from guardrail.effects import FileChange, Verb
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

HOOKS = late(
    r"(?:^|/)(?:(?:\.git/hooks|\.husky)(?:/[\w.-]+)?/?|\.pre-commit-config\.ya?ml|lefthook\.ya?ml)$"
    rf"|{HOLE_WORD}\d+/hooks/(?:pre-(?:commit|push|receive)|commit-msg|update)$"
)
AGENT = late(
    r"(?:^|/)(?:\.claude(?:/settings(?:\.local)?\.json|/hooks(?:/[\w.-]+)?)?"
    r"|\.cursor/hooks\.json|\.codex/(?:config\.toml|hooks\.json)|\.gemini/settings\.json)$"
)
POLICY = late(r"(?:^|/)(?:guardrail\.toml|\.guardrail(?:/[\w.-]+)*)$")
_TAKEN = {Verb.DELETE: "deleted", Verb.MOVE: "moved away"}
_WRITTEN = {**_TAKEN, Verb.OVERWRITE: "written over"}


def taken_away(change: FileChange, files: re.Pattern[str], *, written: bool) -> str:
    """What happens to a file that keeps watch, "" where it is none or stays as it is.

    With `written` writing it over counts as well.
    """
    deeds = _WRITTEN if written else _TAKEN
    deed = deeds.get(change.verb, "")
    return deed if deed and files.search(change.path) else ""
