"""Bytes become text once: by BOM, by PEP 263 for Python, else UTF-8, else Latin-1.

The codecs that Python itself would use on a source file are used here too, so that what would run
is what gets judged; those that make a file say something else than it shows are named in
`Text.unusual`. Only decoders from text to text are ever called, on at most `_COSTLY_LIMIT` bytes
where their time isn't linear.
"""

from __future__ import annotations

import codecs
import hashlib
import warnings

from guardrail.patterns import late
from guardrail.snapshot import Obstacle, Text, Unreadable

PYTHON_SUFFIXES = (".py", ".pyw", ".pyi")

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKS = tuple(mark for mark, _ in _BOMS)

_COOKIE = late(rb"^[ \t\f]*#[^\r\n]{0,400}?coding[:=][ \t]*([-\w.]+)")
_BLANK = late(rb"^[ \t\f]*(?:#[^\r\n]*)?\Z")
_LINE_END = late(rb"\r\n|\r|\n")

_STATEFUL = frozenset(
    {"utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "hz", "undefined"}
)
_CONTROLS = bytes((*range(1, 9), *range(14, 27)))
_PRINTABLE = bytes(range(0x20, 0x7F))
_COSTLY = frozenset({"punycode", "idna"})
_COSTLY_LIMIT = 20_000
_SAMPLE = 4096


def decode(content: bytes, path: str) -> Text:
    """The text of a file. Raises `Unreadable` for what isn't text."""
    text, codec, unusual = _decoded(content, path)
    return Text(text, codec, hashlib.sha256(content).hexdigest(), unusual)


def _decoded(content: bytes, path: str) -> tuple[str, str, str]:
    """The text, the codec that gave it, and its name once more where it is an unusual one."""
    if content.startswith(_MARKS):
        mark, codec = next(one for one in _BOMS if content.startswith(one[0]))
        return content[len(mark) :].decode(codec, "replace"), codec, ""
    if path.lower().endswith(PYTHON_SUFFIXES) and (named := cookie(content)):
        return _by_cookie(content, named)
    if b"\0" in content:
        return _wide(content)
    return _loosely(content)


def cookie(content: bytes) -> str:
    """The codec that a Python source names in its first two lines (PEP 263), "" for none."""
    for line in _LINE_END.split(content[:_SAMPLE], maxsplit=2)[:2]:
        if found := _COOKIE.match(line):
            return found[1].decode("ascii", "replace")
        if not _BLANK.match(line):
            break
    return ""


def _by_cookie(content: bytes, named: str) -> tuple[str, str, str]:
    try:
        info = codecs.lookup(named)
    except (LookupError, ValueError, UnicodeError):
        return _loosely(content)[0], "latin-1", named
    if not getattr(info, "_is_text_encoding", True):
        return _loosely(content)[0], "latin-1", named
    unusual = info.name if _hides(info.name) else ""
    if info.name in _COSTLY and len(content) > _COSTLY_LIMIT:
        return _loosely(content)[0], "latin-1", info.name
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return content.decode(info.name), info.name, unusual
    except (UnicodeError, ValueError, OverflowError):
        return _loosely(content)[0], "latin-1", unusual


def _hides(codec: str) -> bool:
    """Whether a codec makes text of plain ASCII that isn't the same ASCII."""
    if codec.replace("_", "-") in _STATEFUL or codec.startswith("iso2022"):
        return True
    try:
        return _PRINTABLE.decode(codec) != _PRINTABLE.decode("ascii")
    except (UnicodeError, LookupError):
        return True


def _loosely(content: bytes) -> tuple[str, str, str]:
    try:
        return content.decode("utf-8"), "utf-8", ""
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1", ""


def _wide(content: bytes) -> tuple[str, str, str]:
    """UTF-16 without a BOM. Raises `Unreadable` for any other content with NUL bytes in it."""
    sample = content[:_SAMPLE]
    for codec, nul_side, text_side in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        mostly = nul_side.count(0) > 0.6 * len(nul_side) and text_side.count(0) == 0
        if mostly and len(content) % 2 == 0:
            try:
                return content.decode(codec), codec, ""
            except UnicodeDecodeError:
                break
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls or content.count(0) * 50 > len(content):
        raise Unreadable("it is binary", Obstacle.BINARY)
    raise Unreadable("there are NUL bytes in its text", Obstacle.NUL)
