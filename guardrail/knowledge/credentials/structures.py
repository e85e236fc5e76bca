"""What tokens carry inside: accounts, roles, issuers, lengths. Decoded here, never sent out."""

from __future__ import annotations

import base64
import binascii
import json
import re

from guardrail.knowledge.credentials.checksums import bech32_holds, crc_holds
from guardrail.knowledge.credentials.shapes import Facts
from guardrail.model import Environment, EnvironmentKind

_ACCOUNT_MASK = 0x7FFFFFFFFF80
_ACCOUNT_LIMIT = 10**12
# Real bodies use nearly the whole alphabet; what people fill in for one doesn't.
_FEWEST_CHARACTERS = 24
_DEMO_NAME = "John Doe"
_PYPI_HOSTS = (b"pypi.org", b"test.pypi.org")


def checksum(token: str) -> Facts:
    """A token of the CRC-32 family."""
    return Facts(holds=crc_holds(token))


def age_key(token: str) -> Facts:
    """A secret key of age, which ends in a Bech32 checksum."""
    return Facts(holds=bech32_holds(token))


def aws_key_id(token: str) -> Facts:
    """An AWS access key id: keys made since 2019 hold the account's number."""
    try:
        decoded = base64.b32decode(token[4:])
    except binascii.Error:
        return Facts(holds=False)
    account = (int.from_bytes(decoded[:6], "big") & _ACCOUNT_MASK) >> 7
    if not 0 < account < _ACCOUNT_LIMIT:
        return Facts()
    return Facts(host=f"AWS account {account:012d}")


def mixed(value: str) -> Facts:
    """A value that has upper and lower case and digits: a digest or a name has not."""
    classes = (str.isupper, str.islower, str.isdigit)
    return Facts(public=not all(any(map(kind, value)) for kind in classes))


def pypi_token(token: str) -> Facts:
    """A PyPI token is a macaroon: its location names the host, a 32-byte signature ends it."""
    decoded = _base64url(token.partition("-")[2])
    length = decoded[2] if len(decoded) > 2 else 0
    host = decoded[3 : 3 + length]
    if decoded[:2] != b"\x02\x01" or host not in _PYPI_HOSTS:
        return Facts()
    test = host != b"pypi.org"
    return Facts(
        holds=True if decoded[-34:-32] == b"\x06\x20" else None,
        kind="TestPyPI token" if test else "",
        host=host.decode(),
    )


def json_web_token(token: str) -> Facts:
    """A JSON web token: who made it and for which role. The jwt.io demo is public."""
    header, payload = (_json(part) for part in token.split(".")[:2])
    if "alg" not in header or not payload or str(header["alg"]).lower() == "none":
        return Facts(public=True)
    issuer, role = str(payload.get("iss", "")), str(payload.get("role", ""))
    if payload.get("name") == _DEMO_NAME or role == "anon" or issuer.endswith("-demo"):
        return Facts(public=True)
    if issuer == "supabase" and role:
        project = str(payload.get("ref", ""))
        host = f"{project}.supabase.co" if re.fullmatch(r"[a-z0-9]{1,40}", project) else ""
        where = Environment(EnvironmentKind.PRODUCTION, f"{host} is a managed service")
        return Facts(
            True, False, f"Supabase {role[:20]} key", host, where if host else Environment()
        )
    if issuer.startswith("kubernetes"):
        return Facts(True, kind="Kubernetes service account token")
    return Facts()


_LONGEST_KEY = 16_000
"""So many bytes has no key: a header that says more is no header."""


def private_key(block: str) -> Facts:
    """A PEM block: whether its body decodes to as many bytes as its own header says.

    One with less than half of them was cut to show what a key looks like, and one whose number is
    nought opens nothing: programs ask for a key beside certificates that they only hand on.
    """
    lines = block.replace("\\r", "").replace("\\n", "\n").splitlines()
    body = "".join(
        "".join(line.split()) for line in lines if ":" not in line and "-----" not in line
    )
    encrypted = "ENCRYPTED" in block[:400]
    kind = "encrypted private key" if encrypted else ""
    body = re.sub(r"[^A-Za-z0-9+/=]", "", body)
    if len(set(body)) < _FEWEST_CHARACTERS:
        return Facts(public=True)
    decoded = _base64(body)
    if decoded.startswith(b"openssh-key-v1\0"):
        encrypted = decoded[15:40].find(b"\0\0\0\x04none") < 0
        return Facts(True, kind="encrypted private key" if encrypted else "")
    if _NOUGHT in decoded:
        return Facts(public=True)
    said = _der_length(decoded)
    if len(decoded) * 2 < said < _LONGEST_KEY:
        return Facts(False, kind=kind)
    return Facts((said == len(decoded)) or None, kind=kind)


_NOUGHT = bytes(24)
"""So many zero bytes in a row no random number has."""


def _der_length(decoded: bytes) -> int:
    """How many bytes a DER sequence says that it has, its own header included; 0 if it is none."""
    if len(decoded) < 4 or decoded[0] != 0x30:
        return 0
    first = decoded[1]
    if first < 0x80:
        return 2 + first
    count = first & 0x7F
    return 2 + count + int.from_bytes(decoded[2 : 2 + count], "big")


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""


def _base64url(text: str) -> bytes:
    return _base64(text.replace("-", "+").replace("_", "/"))


def _json(part: str) -> dict[str, object]:
    try:
        found = json.loads(_base64url(part))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
