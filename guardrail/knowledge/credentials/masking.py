"""Masks secrets in text that is about to be shown, stored or logged.

It hides more than is reported: decoys, wrong checksums and weak passwords too. What remains of a
token is its kind and its first four characters; of a password nothing remains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from guardrail.knowledge.credentials.literals import secret_name
from guardrail.knowledge.credentials.scan import tokens
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

SHOWN = 4
PASSWORD = "[password]"
_CLOSING = ")]}>,"

_USERINFO = late(r"""://[^\s:/@"'<>`\\]{0,128}:(?P<value>[^\s/@"'<>`]{1,256})@""", re.ASCII)
# SQL in which a literal is a password, whatever stands between the words and it.
# A quote with a letter behind it ends nothing: `password=' password='hunter2'`.
_QUOTED = r"""(?P<quote>["'])(?P<value>(?:(?!(?P=quote)(?!\w))[^\n]){1,400})"""
_SQL = late(
    r"\b(?:identified[ \t]+(?:with[ \t]+[\w.'\"]{1,60}[ \t]+)?(?:by|as)(?:[ \t]+password)?"
    r"|password(?:[ \t]+for[ \t]+\S{1,80})?|pgp_sym_(?:en|de)crypt\([^,\n]{1,80},"
    r"|aes_(?:en|de)crypt\([^,\n]{1,80},|secret(?:_access_key)?)[ \t]*[=(]?[ \t]*[a-zA-Z]{0,2}"
    + _QUOTED,
    re.IGNORECASE,
)
_NAMED = late(
    r"""(?<![\w.-])(?P<name>[A-Za-z_][\w.-]{1,80})["'\]]{0,2}[ \t]{0,8}"""
    r"""(?:(?<!\s):|:(?=\s)|=>|:=|==?|,)[ \t]{0,8}[a-zA-Z]{0,2}""" + _QUOTED,
    re.ASCII,
)
_BARE = late(
    r"""(?<![\w.-])(?P<name>[A-Za-z_][\w.-]{1,80})[ \t]{0,8}(?::|=)[ \t]{0,8}"""
    r"""(?P<value>[^\s"'`;&,]{3,400})""",
    re.ASCII,
)
_OPTION = late(
    r"""(?:^|\s)(?:--?(?:password|passwd|passphrase|token|secret)[ =]|-u[ ]?[^\s:"']{1,80}:"""
    r"""|mysql\b[^\n|;]{0,200}?\s-p)"""
    r"""(?P<value>[^\s"'$][^\s"']{2,200})""",
    re.IGNORECASE,
)
_BEARER = late(
    r"""\b(?:bearer|basic)[ ]+(?=[a-z]*[^a-z\s])(?P<value>[^\s"',;<>]{8,2000})""", re.IGNORECASE
)
# A line of a key's body, where the header that names it is out of sight.
_BODY_LINE = late(r"(?<![\w+/])(?P<value>[A-Za-z0-9+/]{60,}={0,2})")
# What may stay: a variable, a field, a placeholder for a parameter, a look-up, a mask.
_NO_SECRET = late(
    r"\$?\{{1,2}[ ]?[\w.]{1,60}[ ]?\}{1,2}|\$\w{1,60}|%\(\w{1,60}\)s|%s|\?|:\w{1,60}"
    rf"|<[\w -]{{1,60}}>|{HOLE_WORD}\d+|\*{{3,}}|(?:null|none|true|false)\W{{0,3}}"
    r"|\$?\{\{|(?:os|settings|self|config|env|secrets|args|process\.env)\.\S{0,200}|[a-z_.]{3,60}[(\[]\S*"
    r"|\[(?:password|key)\]?",
    re.IGNORECASE,
)
# What stands for a secret already. Only the words of this module are believed.
_MASKED = late(r"\[(?:password|key|[\w .&/+-]{3,50} \S{1,4}…)\](?![^\s\"'`;&,@)}\]>])")

Mask = tuple[int, int, str]


def mask(text: str, spans: Iterable[tuple[int, int]] = ()) -> str:
    """The text with every secret masked, and whatever else stands at the given spans."""
    return mask_with_mark(text, (0, 0), spans)[0]


def mask_with_mark(
    text: str, mark: tuple[int, int], spans: Iterable[tuple[int, int]] = ()
) -> tuple[str, tuple[int, int]]:
    """The masked text, and where the range `mark` of the text is in it.

    A mark that ends within a secret is widened to the whole of what stands for it.
    """
    out: list[str] = []
    at = shift = 0
    low, high = new_low, new_high = mark
    for start, end, word in _joined(masks(text, spans)):
        out += [text[at:start], word]
        before, shift = shift, shift + len(word) - (end - start)
        at = end
        if start < low:
            new_low = low + shift if low >= end else start + before
        if start < high:
            new_high = max(high, end) + shift
    out.append(text[at:])
    return "".join(out), (new_low, new_high)


def masks(text: str, spans: Iterable[tuple[int, int]] = ()) -> list[Mask]:
    """The places of the text to mask, in order, each with what stands there instead."""
    found = [(start, end, PASSWORD) for start, end in spans if start < end]
    found += _tokens(text)
    if ":" in text or "=" in text or "'" in text or '"' in text or "-" in text:
        found += _passwords(text)
    found += [
        (m.start("value"), m.end("value"), "[key]")
        for m in _BODY_LINE.finditer(text)
        if _mixed(m["value"])
    ]
    return sorted(found)


def _tokens(text: str) -> Iterator[Mask]:
    for token in tokens(text):
        shown = text[token.start : token.start + SHOWN]
        yield token.start, token.end, f"[{token.shape.kind} {shown}…]"


def _passwords(text: str) -> Iterator[Mask]:
    for pattern in (_USERINFO, _SQL, _OPTION, _BEARER, _NAMED, _BARE):
        for found in pattern.finditer(text):
            start, value = found.start("value"), found["value"]
            if pattern is _BARE:
                value = value.rstrip(_CLOSING)
            if pattern in (_NAMED, _BARE) and not secret_name(found["name"]):
                continue
            if value and not _left_alone(value) and not _MASKED.match(text, start):
                yield start, start + len(value), PASSWORD


def _left_alone(value: str) -> bool:
    """Whether the value only says where a secret is."""
    return _NO_SECRET.fullmatch(value) is not None


def _mixed(value: str) -> bool:
    return (
        any(map(str.isupper, value))
        and any(map(str.islower, value))
        and any(map(str.isdigit, value))
    )


def _joined(found: list[Mask]) -> Iterator[Mask]:
    """The masks with overlapping ones made one: their union, under the first one's word."""
    current: Mask | None = None
    for mask in found:
        if current is None:
            current = mask
        elif mask[0] < current[1]:
            word = current[2] if current[2] != PASSWORD else mask[2]
            current = (current[0], max(current[1], mask[1]), word)
        else:
            yield current
            current = mask
    if current is not None:
        yield current
