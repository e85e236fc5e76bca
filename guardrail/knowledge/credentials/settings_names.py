"""Settings files: secrets written as values of named settings in configuration of any syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from guardrail.knowledge.credentials.literals import plausible_secret, secret_name
from guardrail.patterns import late

# Pieces of the names that `secret_name` accepts, in the spellings settings files use.
NAME_WORDS = (
    "assword",
    "ASSWORD",
    "asswd",
    "ASSWD",
    "assphrase",
    "ASSPHRASE",
    "SECRET",
    "_secret",
    "secret_",
    "ecretKey",
    "lientSecret",
    "api_key",
    "apikey",
    "apiKey",
    "API_KEY",
    "APIKEY",
    "_TOKEN",
    "_token",
    "ccessToken",
    "access_key",
    "ACCESS_KEY",
    "ccessKey",
    "private_key",
    "PRIVATE_KEY",
    "_PASS",
    "_PWD",
)

_SUFFIXES = (
    ".env",
    ".envrc",
    ".yml",
    ".yaml",
    ".toml",
    ".ini",
    ".cfg",
    ".conf",
    ".cnf",
    ".properties",
    ".json",
    ".tfvars",
    ".tf",
    ".sh",
    ".bash",
    ".zsh",
    ".npmrc",
    ".pypirc",
    ".netrc",
    ".pgpass",
)
_NAMES = late(r"(?:^|/)(?:\.env(?:\.[\w.-]+)?|\.dev\.vars|Dockerfile[\w.-]*|Makefile)$")
# Not written by hand, or made of digests and translations.
_NOT_SETTINGS = late(
    r"(?:^|/)(?:package-lock|yarn|pnpm-lock|poetry|uv|composer|cargo|Pipfile)\b[\w.-]*$"
    r"|(?:^|/)(?:locales?|i18n|translations?|lang|messages)/|\.(?:schema|min|map)\.\w+$",
    re.IGNORECASE,
)
_EXAMPLES = late(
    r"\.(?:example|sample|template|tmpl|dist|tpl|md|rst|txt)(?:\.|$)|[.-](?:example|sample)\b"
    r"|(?:^|/)(?:locales?|translations?|docs?|examples?|samples?|fixtures?|templates?|testdata|test_data)/"
    r"|(?:^|/)(?:env[.-]?example|example[.-]?env|examples?[.-]|samples?[.-])",
    re.IGNORECASE,
)

_SETTING = late(
    r"""(?<![\w.$:-])(?P<name>[A-Za-z_][\w.-]{1,80})["']?[ \t]{0,20}(?::|=>|=)"""
    r"""[ \t]{0,20}(?P<quote>["']?)(?P<value>[^\s"'`|>&*!\[{(][^\s"'`]{7,400})""",
    re.ASCII,
)
_TRAILING = ",;)]}"


class Setting(Struct, frozen=True):
    """A secret under a setting's name: the name, and where the value stands."""

    name: str
    start: int
    end: int


def is_settings_file(path: str) -> bool:
    """Whether the path is a file of settings or commands rather than a program's source."""
    if _NOT_SETTINGS.search(path):
        return False
    return path.lower().endswith(_SUFFIXES) or _NAMES.search(path) is not None


def is_example_file(path: str) -> bool:
    """Whether the path is documentation, a translation, or a template that people fill in."""
    return _EXAMPLES.search(path) is not None


def secret_settings(text: str) -> Iterator[Setting]:
    """Every setting with a secret's name and a value that may well be one."""
    for found in _SETTING.finditer(text):
        name = found["name"]
        if not secret_name(name):
            continue
        value = found["value"]
        if not found["quote"]:
            value = value.rstrip(_TRAILING)
        if plausible_secret(value, name):
            start = found.start("value")
            yield Setting(name, start, start + len(value))
