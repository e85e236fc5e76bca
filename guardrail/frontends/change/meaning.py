"""What a migration says, without what doesn't matter to it: comments, layout, imports.

Two texts with the same meaning here do the same; the other way round isn't promised.
"""

from __future__ import annotations

import io
import re
import tokenize

LARGEST = 400_000
"""The longest Python text that is taken apart, in code points; longer ones by their lines."""

_SQL = re.compile(
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
_LINE_COMMENT = re.compile(r"^\s*(?:#|//|--).*$")
_SKIPPED = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER})
_CLOSERS = frozenset(")]}")
_PLAIN_STRING = re.compile(r"([rRuUbB]*)(\"\"\"|'''|\"|')([^\"'\\]*)\2\Z")


def meaning(text: str, path: str) -> str:
    """The text of a migration in a form that layout and comments don't change."""
    if path.endswith(".py"):
        return _python(text)
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


def _python(text: str) -> str:
    if len(text) > LARGEST:
        return "\n".join(line.strip() for line in text.splitlines() if line.strip())
    try:
        tokens = [
            token
            for token in tokenize.generate_tokens(io.StringIO(text).readline)
            if token.type not in _SKIPPED
        ]
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    statements: list[list[tokenize.TokenInfo]] = [[]]
    for token in tokens:
        if token.type == tokenize.NEWLINE:
            statements.append([])
        else:
            statements[-1].append(token)
    return "\n".join(said for statement in statements if (said := _statement(statement)))


def _statement(tokens: list[tokenize.TokenInfo]) -> str:
    """One logical line; nothing for an import or a string that stands alone."""
    inner = [t for t in tokens if t.type not in (tokenize.INDENT, tokenize.DEDENT)]
    marks = [_mark(t) for t in tokens if t.type in (tokenize.INDENT, tokenize.DEDENT)]
    alone = len(inner) == 1 and inner[0].type == tokenize.STRING
    if not inner or alone or inner[0].string in ("import", "from"):
        return "".join(marks)
    said: list[str] = []
    for place, token in enumerate(inner):
        following = inner[place + 1].string if place + 1 < len(inner) else ""
        if token.string == "," and following in _CLOSERS:
            continue
        said.append(_string(token.string) if token.type == tokenize.STRING else token.string)
    return "".join(marks) + " ".join(said)


def _mark(token: tokenize.TokenInfo) -> str:
    return ">" if token.type == tokenize.INDENT else "<"


def _string(text: str) -> str:
    """A string literal without a choice of quotes."""
    plain = _PLAIN_STRING.match(text)
    return f"{plain[1].lower().replace('u', '')}'{plain[3]}'" if plain else text
