"""Patterns that conditions hold names against, where these say more than how names look."""

from __future__ import annotations

import re

from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_MATCHED = late(
    r"(?P<held>[\w.]*)\.(?:match|fullmatch|search)\((?:\s*r?[\"'](?P<text>[^\n]{0,80}))?"
)
"""A name is held against a pattern: `re.match(r"ci_run_", name)`, `RUN_DB.search(name)`."""
TELLING = late(r"\^?(?:\(\?:|\(\?P<\w+>|\()?[A-Za-z]\w\w")
"""How a pattern begins that says more than what a name is made of."""
_COMPILED = r"(?m)^\s*{0}\s*(?::[^=\n]*)?=\s*(?:re\.)?compile\(\s*r?[\"'](?P<text>[^\n]{{0,80}})"


def patterned(reading: Reading, code: str) -> str:
    """The pattern that picks in a condition: one that only says how names look picks nothing."""
    asked = _MATCHED.search(code)
    if asked is None:
        return ""
    text: str | None = asked["text"]
    if text is None:
        name = re.escape(asked["held"].rpartition(".")[2])
        made = re.search(_COMPILED.format(name), reading.module.text) if name else None
        text = made["text"] if made is not None else ""
    return text if text and TELLING.match(text) else ""
