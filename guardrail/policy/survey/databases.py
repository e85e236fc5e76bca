"""Which databases a file's text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from guardrail.patterns import late
from guardrail.policy.survey.signs import (
    DRIVERS,
    FRAMEWORKS,
    IMAGES,
    OWN_VERSION,
    SCHEMES,
    WORDS_OF_SQL,
)

_MANIFEST = late(
    r"(?:.*/)?(?:requirements[^/]*\.(?:txt|in)|pyproject\.toml|Pipfile|setup\.(?:py|cfg))\Z"
    r"|(?:.*/)?requirements/[^/]+\.(?:txt|in)\Z"
)
_SERVICES = late(
    r"(?:.*/)?(?:docker-)?compose[^/]*\.ya?ml\Z|\.github/workflows/[^/]+\.ya?ml\Z|\.gitlab-ci\.yml\Z"
)
_SETTINGS = late(
    r"(?:.*/)?(?:settings[^/]*\.py|settings/[^/]+\.py|config[^/]*\.py|database\.py|alembic\.ini"
    r"|\.env\.(?:example|sample|template|dist)|schema\.prisma)\Z"
)
_TESTS = late(r"(?:\A|/)tests?/")

_REQUIREMENT = late(r"""(?m)^[\s"'-]*([A-Za-z][A-Za-z0-9._-]{1,60})""")
_IMAGE = late(r"""(?m)^\s*-?\s*image:\s*["']?([a-z0-9./-]+)(?::([\w.-]+))?""")
_URL = late(r"\b[a-z]{4,12}[0-9]?(?:\+[a-z0-9_]+)?://")
_ENGINE = late(r"""(?:django\.(?:contrib\.gis\.)?db\.backends\.|provider\s*=\s*["'])([a-z]+)""")
_PG_TAG = late(r"pg(\d{2})")

STRONG, FAIR, WEAK = 6, 3, 1


class Seen(Struct, frozen=True):
    """A sign of a database or a framework, where it was seen, and how much it says."""

    evidence: str
    dialect: str = ""
    version: int = 0
    weight: int = 0
    framework: str = ""


def looks_telling(path: str) -> bool:
    """Whether a file of this name may say which databases there are. Test settings don't count."""
    if _TESTS.search(path):
        return False
    return any(kind.match(path) for kind in (_MANIFEST, _SERVICES, _SETTINGS))


def signs_in(path: str, text: str) -> Iterator[Seen]:
    """Everything that the text of the file at `path` says of databases and frameworks."""
    if path.endswith(".sql"):
        yield from _in_sql(path, text)
    elif _MANIFEST.match(path):
        yield from _in_manifest(path, text)
    elif _SERVICES.match(path):
        yield from _in_services(path, text)
    else:
        yield from _in_settings(path, text)


def _in_sql(path: str, text: str) -> Iterator[Seen]:
    for dialect, words in WORDS_OF_SQL:
        found = words.search(text)
        if found:
            said = " ".join(found[0].split())
            yield Seen(f"{path} ({said})", dialect, weight=FAIR)


def _in_manifest(path: str, text: str) -> Iterator[Seen]:
    for found in _REQUIREMENT.finditer(text):
        name = found[1].lower().replace("_", "-").replace(".", "-").rstrip("-")
        if name in DRIVERS:
            yield Seen(f"{path} ({name})", DRIVERS[name], weight=FAIR)
        elif name in FRAMEWORKS:
            yield Seen(f"{path} ({name})", framework=FRAMEWORKS[name])


def _in_services(path: str, text: str) -> Iterator[Seen]:
    for found in _IMAGE.finditer(text):
        image, tag = found[1], found[2] or ""
        image = image.removeprefix("docker.io/").removeprefix("library/")
        if image in IMAGES:
            shown = f"{image}:{tag}" if tag else image
            yield Seen(f"{path} (image {shown})", IMAGES[image], _version(image, tag), STRONG)


def _version(image: str, tag: str) -> int:
    inside = _PG_TAG.search(tag)
    if inside:
        return int(inside[1])
    number = re.match(r"v?(\d{1,3})(?:\D|\Z)", tag)
    return int(number[1]) if number and image in OWN_VERSION else 0


def _in_settings(path: str, text: str) -> Iterator[Seen]:
    for found in _URL.finditer(text):
        dialect = _by_scheme(found[0].partition(":")[0].partition("+")[0])
        if dialect:
            weight = WEAK if dialect == "sqlite" else STRONG
            yield Seen(f"{path} (a connection string)", dialect, weight=weight)
    for found in _ENGINE.finditer(text):
        dialect = _by_scheme(found[1])
        if dialect:
            yield Seen(f"{path} ({found[1]})", dialect, weight=STRONG)


def _by_scheme(name: str) -> str:
    return next((dialect for known, dialect in SCHEMES.items() if name.startswith(known)), "")
