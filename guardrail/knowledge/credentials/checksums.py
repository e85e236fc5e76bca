"""Checksums that providers put into tokens: offline, they tell a token from an invented one."""

from __future__ import annotations

import zlib

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def crc32_base62(body: str, length: int = 6) -> str:
    """The CRC-32 of the body in base 62 (digits, upper, lower case), left-padded with zeros.

    GitHub documents the recipe for its tokens; npm uses the same one.
    """
    number = zlib.crc32(body.encode())
    digits = ""
    while number:
        number, digit = divmod(number, 62)
        digits = _BASE62[digit] + digits
    return digits.rjust(length, "0")


def crc_holds(token: str) -> bool:
    """Whether the last six characters after the token's last `_` are the CRC of those before."""
    body = token.rpartition("_")[2]
    return body[-6:] == crc32_base62(body[:-6])


def bech32_holds(text: str) -> bool:
    """Whether a Bech32 string (BIP-173) carries a right checksum: age's secret keys do."""
    prefix, _, data = text.lower().rpartition("1")
    if not prefix or any(c not in _BECH32 for c in data):
        return False
    values = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    return _polymod(values + [_BECH32.index(c) for c in data]) == 1


def _polymod(values: list[int]) -> int:
    remainder = 1
    for value in values:
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_BECH32_GENERATOR):
            if top >> bit & 1:
                remainder ^= generator
    return remainder
