"""Credentials for examples, made when they are needed, so that none stands in this repository.

They have the right shape, checksums included, and open nothing: they are drawn from a digest of
their own name.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from itertools import count

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
HEX = "0123456789abcdef"
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def drawn(name: str, length: int, alphabet: str = BASE62) -> str:
    """That many characters, the same ones for the same name."""
    drops = (hashlib.sha256(f"specimen {name} {block}".encode()).digest() for block in count())
    letters = (alphabet[drop % len(alphabet)] for block in drops for drop in block)
    return "".join(letter for letter, _ in zip(letters, range(length), strict=False))


def github_token(name: str = "clean") -> str:
    """A GitHub token whose checksum holds."""
    body = drawn(name, 30)
    number = zlib.crc32(body.encode())
    checksum = ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        checksum = BASE62[digit] + checksum
    return "_".join(("ghp", body + checksum))


def github_token_with_wrong_checksum() -> str:
    """What somebody made up, or cut: the shape is right and the checksum is not."""
    token = github_token()
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def stripe_key(mode: str) -> str:
    """A Stripe key for `live` or for `test`."""
    return "_".join(("sk", mode, drawn(f"stripe {mode}", 32)))


def slack_token() -> str:
    """A token of a Slack bot."""
    digits = "0123456789"
    parts = ("xoxb", drawn("team", 12, "123456789"), drawn("bot", 13, digits), drawn("slack", 24))
    return "-".join(parts)


def password() -> str:
    """A password as a careful person would choose it."""
    return drawn("pass", 7) + "!" + drawn("word", 6) + "7"


def private_key(kind: str = "") -> str:
    """A PEM block with a body of the length that it says."""
    body = b"\x30\x82\x02\x54" + bytes.fromhex(drawn("key", 0x254 * 2, HEX))
    encoded = base64.b64encode(body).decode()
    lines = [encoded[at : at + 64] for at in range(0, len(encoded), 64)]
    name = f"{kind} PRIVATE KEY".strip()
    return "\n".join((f"-----BEGIN {name}-----", *lines, f"-----END {name}-----"))
