"""What must not be given to the parser: nesting it doesn't survive, lines it is slow on.

Python itself allows 100 levels of indentation (`MAXINDENT` of its tokenizer). The scanner of
tree-sitter-python 0.25 keeps two bytes a level and one for each open string in a buffer of 1,024
bytes and writes past its end: measured, the process dies at 511 levels. The count here takes every
line for a statement, so it is never below the scanner's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.patterns import late

MOST_LEVELS = 340

# Levels are distinct widths, and a tab is eight columns: fewer columns can't make as many levels.
# They begin with the end of the line before, from one of which to the next the engine jumps.
_MANY_BLANKS = "\n" + " " * (MOST_LEVELS // 8 + 1)
_WIDE = late(rf"\n[ \t\f]{{{MOST_LEVELS // 8 + 1}}}")
_CONTINUED = late(r"\n[ \t\f]*\\\r?$", re.MULTILINE)
_CONTINUED_LINE = late(r"^[ \t\f]*\\\r?\n", re.MULTILINE)
_COMMENT_LINE = late(r"^[ \t\f]*#", re.MULTILINE)
_TOKEN = late(
    r"""'''(?s:(?:\\.|[^\\])*?)'''|\"\"\"(?s:(?:\\.|[^\\])*?)\"\"\""""
    r"""|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(?P<comment>\#[^\n]*)"""
)
_MANY_CONTINUED = 100
_MANY_COMMENTS = 2_000
_MOST_SPOKEN = 500
_MARGIN = late(r"^(?:[ \t\f\r]*\\\r?\n)*[ \t\f]*", re.MULTILINE)


def eased(text: str) -> str:
    """The text with what takes the parser time with its square made blank, where there is much.

    That is lines with nothing but a continuation (measured: 20,000 of them 3 s) and lines with
    nothing but a comment at changing margins (40,000: more than 25 s). Allowances in comments are
    kept up to a number.
    """
    many = text.count("\\") >= _MANY_CONTINUED
    if many and len(_CONTINUED_LINE.findall(text)) >= _MANY_CONTINUED:
        text = _CONTINUED_LINE.sub(_blank, text)
    many = text.count("#") >= _MANY_COMMENTS
    if many and len(_COMMENT_LINE.findall(text)) >= _MANY_COMMENTS:
        kept = iter(range(_MOST_SPOKEN))
        text = _TOKEN.sub(lambda match: _without_comment(match, kept), text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _without_comment(match: re.Match[str], kept: Iterator[int]) -> str:
    if match["comment"] is None or ("guardrail:" in match[0] and next(kept, None) is not None):
        return match[0]
    return _blank(match)


def too_deep(text: str) -> bool:
    """Whether the lines of a folded text make more than `MOST_LEVELS` levels of indentation."""
    lines = f"\n{text}"
    may_be_wide = _MANY_BLANKS in lines or "\t" in text or "\f" in text
    wide = may_be_wide and _WIDE.search(lines) is not None
    if not wide and ("\\" not in text or _CONTINUED.search(lines) is None):
        return False
    levels = [0]
    for match in _MARGIN.finditer(text):
        if match.end() < len(text) and text[match.end()] in "\r\n":
            continue
        width = _width(match[0])
        while levels[-1] > width:
            levels.pop()
        if width > levels[-1]:
            levels.append(width)
            if len(levels) > MOST_LEVELS:
                return True
    return False


def _width(margin: str) -> int:
    """The columns of a margin, as the scanner counts them: those of continued lines add up."""
    return margin.count(" ") + 8 * margin.count("\t")
