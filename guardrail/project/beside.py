"""What files beside a migration say of it: whether it runs in a transaction, how it is undone.

Sources: Diesel ("run_in_transaction" of metadata.toml), Flyway (script configuration files; the
parameters "executeInTransaction" and "mixed" of flyway.conf, flyway.toml and Spring Boot),
golang-migrate, sqlx and Diesel (pairs of files for the two ways).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from msgspec import Struct

from guardrail.patterns import late


class Opens(StrEnum):
    """Who opens a transaction around a migration, as files beside it say.

    `mixed`: the tool does, unless a statement can't run in one.
    """

    UNTOLD = ""
    TOOL = "tool"
    NOBODY = "none"
    MIXED = "mixed"


class Beside(Struct, frozen=True):
    """What is known. `no_way_back` is the file that is missing where its neighbours have theirs."""

    opens: Opens = Opens.UNTOLD
    no_way_back: str = ""


NOTHING = Beside()

_FLYWAY_FILES = (
    "flyway.conf",
    "conf/flyway.conf",
    "flyway.toml",
    "src/main/resources/flyway.conf",
    *(
        f"{folder}application.{ending}"
        for folder in ("", "config/", "src/main/resources/")
        for ending in ("properties", "yml", "yaml")
    ),
)
_DIESEL = late(r"^\s*run_in_transaction\s*=\s*(true|false)", re.MULTILINE)
_IN_TRANSACTION = late(
    r"^[ \t]*(?:spring\.)?(?:flyway\.)?execute-?InTransaction\s*[=:]\s*\"?(true|false)"
    r"|^[ \t]*(?:spring\.flyway\.)?execute-in-transaction\s*[=:]\s*(true|false)",
    re.IGNORECASE | re.MULTILINE,
)
_MIXED = late(r"^[ \t]*(?:spring\.)?(?:flyway\.)?mixed\s*[=:]\s*\"?true", re.I | re.M)
_FLYWAY = late(r"(?:V\d[\d._]*|R)__.*\.sql\Z", re.I)

Text = Callable[[str], str | None]
"""Gives a file's text, `None` where there is none to read."""


def beside(path: str, paths: Sequence[str], text: Text) -> Beside:
    """What the files beside a migration say; `paths` are all of the project's."""
    folder, name = posixpath.split(path)
    if name in ("up.sql", "down.sql"):
        said = _DIESEL.search(text(posixpath.join(folder, "metadata.toml")) or "")
        return Beside(_opens(said), _unpaired(path, "up.sql", "down.sql", paths))
    if _FLYWAY.match(name):
        return Beside(_flyway(path, text))
    if name.lower().endswith(".up.sql"):
        return Beside(no_way_back=_unpaired(path, ".up.sql", ".down.sql", paths))
    return NOTHING


def _opens(said: re.Match[str] | None) -> Opens:
    if said is None:
        return Opens.UNTOLD
    word = next(each for each in said.groups() if each)
    return Opens.NOBODY if word.lower() == "false" else Opens.TOOL


def _flyway(path: str, text: Text) -> Opens:
    """What a script's own file says, then what the nearest settings around it say."""
    own = _opens(_IN_TRANSACTION.search(text(f"{path}.conf") or ""))
    if own is not Opens.UNTOLD:
        return own
    folder = posixpath.dirname(path)
    while True:
        for each in _FLYWAY_FILES:
            said = text(posixpath.join(folder, each)) or ""
            if "flyway" not in f"{each} {said}".lower():
                continue
            found = _opens(_IN_TRANSACTION.search(said))
            if found is Opens.NOBODY:
                return found
            if _MIXED.search(said):
                return Opens.MIXED
        if not folder:
            return Opens.UNTOLD
        folder = posixpath.dirname(folder)


def _unpaired(path: str, up: str, down: str, paths: Sequence[str]) -> str:
    """The missing file of the way back, "" where it is there or no neighbour has one.

    Tools pair files by their version; a way back may be written in another language.
    """
    if not path.lower().endswith(up):
        return ""
    missing = path[: len(path) - len(up)] + down
    folder = posixpath.dirname(path)
    around = posixpath.dirname(folder) if up == "up.sql" else folder
    start = f"{around}/" if around else ""
    word = "down." if up == "up.sql" else ".down."
    backs = [each for each in paths if each.startswith(start) and word in posixpath.basename(each)]
    version = _VERSION.match(path[len(start) :])
    own = re.escape(start + version[0]) + r"\D" if version else re.escape(missing[: -len(down)])
    paired = any(re.match(own, each) for each in backs)
    return "" if paired or not backs else missing


_VERSION = late(r"\d+(?=\D)")
