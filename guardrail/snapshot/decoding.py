"""Bytes become text once: by BOM, by PEP 263 for Python, else UTF-8, else Latin-1.

The codecs that Python itself would use on a source file are used here too, so that what would run
is what gets judged; those that make a file say something else than it shows are named in
`Text.unusual`. Only decoders from text to text are ever called, on at most `_COSTLY_LIMIT` bytes
where their time isn't linear.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import warnings

from guardrail.snapshot import Obstacle, Text, Unreadable

PYTHON_SUFFIXES = (".py", ".pyw", ".pyi")

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_COOKIE = re.compile(rb"^[ \t\f]*#[^\r\n]{0,400}?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"^[ \t\f]*(?:#[^\r\n]*)?\Z")
_LINE_END = re.compile(rb"\r\n|\r|\n")

_STATEFUL = frozenset(
    {"utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "hz", "undefined"}
)
_PRINTABLE = bytes(range(0x20, 0x7F))
_COSTLY = frozenset({"punycode", "idna"})
_COSTLY_LIMIT = 20_000
_SAMPLE = 4096


def decode(content: bytes, path: str) -> Text:
    """The text of a file. Raises `Unreadable` for what isn't text."""
    digest = hashlib.sha256(content).hexdigest()
    for mark, codec in _BOMS:
        if content.startswith(mark):
            return Text(content[len(mark) :].decode(codec, "replace"), codec, digest)
    if path.lower().endswith(PYTHON_SUFFIXES) and (named := cookie(content)):
        return _by_cookie(content, named, digest)
    if b"\0" in content:
        return _wide(content, digest)
    try:
        return Text(content.decode("utf-8"), "utf-8", digest)
    except UnicodeDecodeError:
        return Text(content.decode("latin-1"), "latin-1", digest)


def cookie(content: bytes) -> str:
    """The codec that a Python source names in its first two lines (PEP 263), "" for none."""
    for line in _LINE_END.split(content[:_SAMPLE], maxsplit=2)[:2]:
        if found := _COOKIE.match(line):
            return found[1].decode("ascii", "replace")
        if not _BLANK.match(line):
            break
    return ""


def _by_cookie(content: bytes, named: str, digest: str) -> Text:
    try:
        info = codecs.lookup(named)
    except (LookupError, ValueError, UnicodeError):
        return Text(_loosely(content), "latin-1", digest, unusual=named)
    if not getattr(info, "_is_text_encoding", True):
        return Text(_loosely(content), "latin-1", digest, unusual=named)
    unusual = info.name if _hides(info.name) else ""
    if info.name in _COSTLY and len(content) > _COSTLY_LIMIT:
        return Text(_loosely(content), "latin-1", digest, unusual=info.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text = content.decode(info.name)
    except (UnicodeError, ValueError, OverflowError):
        return Text(_loosely(content), "latin-1", digest, unusual)
    return Text(text, info.name, digest, unusual)


def _hides(codec: str) -> bool:
    """Whether a codec makes text of plain ASCII that isn't the same ASCII."""
    if codec.replace("_", "-") in _STATEFUL or codec.startswith("iso2022"):
        return True
    try:
        return _PRINTABLE.decode(codec) != _PRINTABLE.decode("ascii")
    except (UnicodeError, LookupError):
        return True


def _loosely(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _wide(content: bytes, digest: str) -> Text:
    """UTF-16 without a BOM. Raises `Unreadable` for any other content with NUL bytes in it."""
    sample = content[:_SAMPLE]
    for codec, nul_side, text_side in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        mostly = nul_side.count(0) > 0.6 * len(nul_side) and text_side.count(0) == 0
        if mostly and len(content) % 2 == 0:
            try:
                return Text(content.decode(codec), codec, digest)
            except UnicodeDecodeError:
                break
    controls = sum(sample.count(bytes([c])) for c in (*range(1, 9), *range(14, 27)))
    if content.count(0) * 50 > len(content) or controls:
        raise Unreadable("it is binary", Obstacle.BINARY)
    raise Unreadable("there are NUL bytes in its text", Obstacle.NUL)
