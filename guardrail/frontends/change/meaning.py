"""What a migration says, without what doesn't matter to it: comments, layout, imports.

Two texts with the same meaning here do the same; the other way round isn't promised.
"""

from __future__ import annotations

import re

from guardrail.frontends.change.python_meaning import python_meaning
from guardrail.patterns import late

_SQL = late(
    r"""
      (?P<code>/\*!)
    | (?P<note>--[ \t]*(?:\+goose|\+migrate|migrate:|\+micrate|!ups|!downs)[^\n]*)
    | (?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))
    | (?P<kept>'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`[^`]*`?|\$(?P<tag>\w*)\$.*?(?:\$(?P=tag)\$|\Z))
    | (?P<space>\s+)
    | (?P<word>[^\s'"`$/-]+|.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_LINE_COMMENT = late(r"^\s*(?:#|//|--).*$")


def meaning(text: str, path: str) -> str:
    """The text of a migration in a form that layout and comments don't change."""
    if path.endswith(".py"):
        return python_meaning(text)
    if path.endswith(".sql"):
        return _sql(text)
    lines = (" ".join(line.split()) for line in text.splitlines() if not _LINE_COMMENT.match(line))
    return "\n".join(line for line in lines if line)


def _sql(text: str) -> str:
    found: list[str] = []
    for token in _SQL.finditer(text):
        if token["comment"] is not None or token["space"] is not None:
            if found and found[-1] != " ":
                found.append(" ")
        elif token["word"] is not None:
            found.append(token["word"].casefold())
        else:
            found.append(token[0])
    return "".join(found).strip().rstrip("; ")
