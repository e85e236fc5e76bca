"""Where the lines of a cell begin that IPython would look at: not inside of strings or brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.patterns import late

_TOKEN = late(r"""(\"{3}|'{3})|(["'])|(\#[^\n]*)|([(\[{])|([)\]}])|(\\\r?\n)|(\n)""")
_REST = {
    '"""': re.compile(r'[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"""', re.DOTALL),
    "'''": re.compile(r"[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+'''", re.DOTALL),
    '"': re.compile(r'[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"', re.DOTALL),
    "'": re.compile(r"[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'", re.DOTALL),
}


def statements_at(text: str, start: int, magic: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The lines that `magic` matches where a statement can begin; a match is passed as a whole."""
    at, depth, begins = start, 0, True
    while at < len(text):
        if begins and (found := magic.match(text, at)):
            yield found
            at = text.find("\n", found.end()) + 1 or len(text)
            continue
        token = _TOKEN.search(text, at)
        if token is None:
            return
        at, begins = token.end(), False
        if quote := token[1] or token[2]:
            rest = _REST[quote].match(text, at)
            if rest is None and token[1]:
                return
            at = rest.end() if rest else at
        elif token[4]:
            depth += 1
        elif token[5]:
            depth = max(depth - 1, 0)
        elif token[7]:
            begins = depth == 0
