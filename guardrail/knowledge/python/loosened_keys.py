"""Keys that anybody can guess, with which sessions and tokens are signed all the same.

Sources: PyJWT 2, python-jose 3 and Authlib 1 (`encode`, `decode`), Starlette 0.46
(`SessionMiddleware`), itsdangerous 2 (`Serializer`), Django 5.2 (`SECRET_KEY`: "Running Django with
a known SECRET_KEY defeats many of Django's security protections"), Flask 3 (`SECRET_KEY`).
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import Loosens, Spot
from guardrail.knowledge.python.loosened_web import LIVE, PRODUCTION
from guardrail.knowledge.python.rows import words

_GUESSED = (
    r"(?i:(?:my|your|our|the|super|very|top|app|jwt|dev|test|default|some|a)?[-_ ]?(?:jwt)?[-_ ]?"
    r"(?:secret|changeme|change[-_]me|password|key|signing)"
    r"(?:[-_ ]?(?:key|string|password|secret))?"
    r"|dev|development|test|insecure|foo|bar|abc(?:123)?|1234\d*|changeit|replace[-_]?me|todo)"
)
"""What people write where a key is to be set down later."""
_ELSE = (
    r"\s*(?::\s*str\s*)?=\s*(?:\w+\.)*(?:environ\.get|getenv|config|env(?:\.str)?)\(\s*[\"']\w+[\"']\s*,\s*"
    r"(?:default\s*=\s*)?[\"'](?!django-insecure)[^\"'\n]{1,80}[\"']"
)
"""A key that is written out for where no variable is set."""
_SIGNING = ("jwt", "jose", "authlib", "itsdangerous")
_LATER = r"(?i)if\s+not\s+\w*debug|raise\s|sys\.exit|ImproperlyConfigured"

KEYS: tuple[Spot, ...] = (
    *(
        Spot(
            word=word,
            pattern=(
                rf"\s*\((?:[^()]|\([^()]*\)){{1,300}}?,\s*(?:key\s*=\s*)?[\"']{_GUESSED}[\"']\s*"
                rf"[,)]"
            ),
            what=Loosens.SECRECY,
            calls=words(word),
            beside=("jwt", "jose"),
            example=f"import jwt\njwt.{word}(given, 'secret', {more})",
            twin=f"import jwt\njwt.{word}(given, KEY, {more})",
        )
        for word, more in (("encode", "algorithm='HS256'"), ("decode", "algorithms=['HS256']"))
    ),
    Spot(
        word="secret_key",
        pattern=rf"\s*=\s*[\"']{_GUESSED}[\"']",
        what=Loosens.SECRECY,
        calls=words("add_middleware SessionMiddleware Middleware URLSafeTimedSerializer Signer"),
        beside=("starlette", "fastapi", "itsdangerous"),
        example="import starlette\napp.add_middleware(SessionMiddleware, secret_key='secret')",
        twin="import starlette\napp.add_middleware(SessionMiddleware, secret_key=KEY)",
    ),
    *(
        Spot(
            word=word,
            pattern=_ELSE,
            what=Loosens.SECRECY,
            beside=_SIGNING,
            along=r"\b(?:encode|decode|dumps|loads|Serializer|Signer)\(",
            lacking=_LATER,
            example=f"import jwt, os\n{word} = os.getenv('KEY', 'secret')\njwt.encode(c, {word})",
            twin=f"import jwt, os\n{word} = os.environ['KEY']\njwt.encode(c, {word})",
        )
        for word in ("SECRET_KEY", "JWT_SECRET", "JWT_SECRET_KEY", "JWT_KEY", "SIGNING_KEY")
    ),
    Spot(
        word="SECRET_KEY",
        pattern=_ELSE,
        what=Loosens.SECRECY,
        beside=("INSTALLED_APPS", "ALLOWED_HOSTS", "MIDDLEWARE", "DATABASES"),
        held_in=PRODUCTION,
        or_along=LIVE,
        lacking=_LATER,
        example="SECRET_KEY = os.environ.get('SECRET_KEY', 'a-key-for-everybody')\nDATABASES = {}",
        twin="SECRET_KEY = os.environ['SECRET_KEY']\nDATABASES = {}",
    ),
)
