"""Private keys and JSON web tokens: secrets of no provider in particular."""

from __future__ import annotations

from guardrail.knowledge.credentials.shapes import Shape
from guardrail.knowledge.credentials.structures import json_web_token, private_key
from guardrail.model import Confidence

# The body may stand in string literals, line by line, with its line ends escaped.
_PEM_BODY = r"""(?:(?!-----)[A-Za-z0-9+/=\s\\"',:.-]){64,16000}-----END [A-Z ]{11,40}-----"""

SHAPES = (
    Shape(
        "private key",
        "",
        ("PRIVATE KEY-----",),
        rf"-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH|ENCRYPTED) )?PRIVATE KEY-----{_PEM_BODY}",
        private_key,
        back=30,
        lead="-----BEGIN ",
    ),
    Shape(
        "PGP private key",
        "",
        ("PGP PRIVATE KEY BLOCK",),
        rf"-----BEGIN PGP PRIVATE KEY BLOCK-----{_PEM_BODY}",
        back=11,
        lead="-----BEGIN ",
    ),
    Shape(
        "PuTTY private key",
        "",
        ("PuTTY-User-Key-File-",),
        r"PuTTY-User-Key-File-\d: [\s\S]{20,2000}?Private-Lines: \d{1,3}",
    ),
    Shape(
        "JSON web token",
        "",
        ("eyJhbGciOi", "eyJ0eXAiOi", "eyJraWQiOi"),
        r"eyJ(?:hbGciOi|0eXAiOi|raWQiOi)[\w-]{4,2000}\.eyJ[\w-]{10,4000}\.[\w-]{16,1200}",
        json_web_token,
        confidence=Confidence.LOW,
    ),
)
