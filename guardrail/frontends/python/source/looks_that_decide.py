"""Whether a look at a value decides anything: `if name not in KNOWN: log.warning(name)` doesn't."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.patterns import late

_CONDITION = late(r"\s*(?:el)?if\b.*:\s*(?:#.*)?\Z")
_DECIDING = late(
    r"\b(?:raise|return|continue|break|yield|assert)\b|\b(?:abort|exit|_exit|fail|die|bail|error|redirect|stop"
    r"|skip)\(|[^=!<>]=[^=]"
)
"""What a branch does that keeps the value from where it is used, or gives another in its place."""
_SAYING = late(r"\s*(?:[\w.]*\b(?:log(?:ger|ging)?|warnings|console)\.\w+|print|echo)\(")
_OPEN = late(r"\bmatch\(\s*r?(?P<quote>[\"'])(?:(?!(?P=quote)).)*(?<!\$)(?<!\\Z)(?P=quote)\s*,")
"""A pattern that begins like the value and leaves open how that goes on."""
_QUOTED = late(
    r"\s*(?P<to>[^\W\d]\w*)\s*(?::[^=]+)?=\s*(?:[\w.]*\.)?\w*(?:quote|escape)\w*\([^()]*\)\s*\Z"
)
_OTHER_LOOKS = late(r"valid|allow|\bint\(|match|\bnot in\b")
_MOST = 12


def decides_nothing(lines: Sequence[str], number: int) -> bool:
    """Whether the value of which a line asks something goes on whatever the answer is.

    `lines` are those before the value is used: a branch that they end in is where it is.
    """
    line = lines[number]
    if _OPEN.search(line) is not None:
        return True
    if _CONDITION.match(line) is None:
        return False
    margin = _margin(line)
    if number == 0 and not margin:
        # A function's body begins behind its first line's own margin.
        margin = min((_margin(one) for one in lines[1:] if one.strip()), default=0)
    said = False
    for below in lines[number + 1 : number + 1 + _MOST]:
        if not below.strip():
            continue
        if _margin(below) <= margin:
            return said and not below.lstrip().startswith((")", "else", "elif"))
        if _SAYING.match(below) is None and _DECIDING.search(below) is not None:
            return False
        said = True
    return False


def quoted_apart(line: str, name: str) -> bool:
    """Whether a line quotes a value into another name, and leaves the value as it is.

    `link = quote(name)`, before `name` itself is used.
    """
    kept = _QUOTED.match(line)
    return kept is not None and kept["to"] != name and _OTHER_LOOKS.search(line) is None


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())
