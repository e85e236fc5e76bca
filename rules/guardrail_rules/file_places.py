"""Where a path strikes, as far as its text tells."""

from __future__ import annotations

import posixpath
import re
from enum import Enum

from guardrail.effects import PrivilegeChange
from guardrail.kept_files import names_store
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD


class Place(Enum):
    """What a path stands for."""

    EVERYTHING = "everything"
    SHARED = "shared by every program"
    HISTORY = "history"
    OTHER_HISTORY = "history of another checkout"
    OUTSIDE = "outside"
    INSTALLED = "installed software, or what it leaves"
    PASSING = "passing"
    STORE = "a store"
    SOURCE = "source files"
    INSIDE = "inside"
    PARTLY = "partly known"
    UNKNOWN = "unknown"


PASSING = (
    "/tmp",
    "/var/tmp",
    "/dev/shm",
    "/var/cache",
    "/var/lib/apt/lists",
    "/root/.cache",
    "/root/.npm",
    "/usr/share/doc",
    "/usr/share/man",
    "/usr/share/locale",
    "~/.cache",
    *("~/.npm", "~/.yarn", "~/.pnpm-store", "~/.nuget/packages", "~/.m2/repository"),
    *("~/.cargo/registry", "~/.cargo/git", "~/go/pkg/mod"),
)
"""Folders whose contents are meant to go: temporary files, caches, what images are slimmed of."""

_STORES = frozenset(
    ("uploads", "media", "backups", "migrations", "attachments", "pgdata", "certs", "secrets")
)
"""Folders of a project that hold what nothing makes anew."""

_SOURCE = late(
    r"(?!(?:.*/)?(?:build|dist|out|gen(?:erated)?|target|node_modules|site-packages|\.?venv|_build"
    r"|vendor|__pycache__)/)(?:.*/)?(?!\*_pb2|\*\.?(?:gen|generated)\b)[^/]*\*[^/]*\.(?:py|tsx?|go|rs|java|kt|rb|php|c|cc|cpp|h|cs|swift|sql"
    r"|ipynb)"
)
"""Every file of a language, outside of folders of what is made or fetched: `./**/*.py`."""

_HOME = late(r"\$(?:HOME\b|\{HOME\})")
_HERE = late(r"\$(?:PWD\b|\{PWD\})")
_VARIABLE = late(r"\$\{?(?P<name>\w*)")
_PASSING_NAME = late(r"te?mp(?!l|er|t)|cache|build(?!ing)|dist\b|static_root", re.IGNORECASE)
"""Variables that name what is soon gone; templates, temperatures and attempts stay."""
_SHARED = frozenset(("/tmp", "/var/tmp", "/dev/shm", "/run"))
"""Folders in which every program of a machine keeps what it works with."""
_CACHES = frozenset({"cache", "caches", ".cache", "__pycache__"})
WHOLE = frozenset({"/", ".", "..", "*", "~", "/*", "~/*", "../*"})
_SYSTEM = "bin boot dev etc home lib lib64 opt proc root sbin srv sys usr var users"
SYSTEM = frozenset(f"/{name}" for name in _SYSTEM.split())


_PERSONAL = late(
    r"~/(?:\.(?:config|ssh|aws|azure|kube|gnupg|docker|local(?:/share)?|gitconfig|vscode|mozilla"
    r"|claude|password-store)|Documents|Desktop|Downloads|Pictures|Library|Projects?|src|code|work)"
)


def is_personal(path: str) -> bool:
    """Whether a path is a folder in which a person keeps files, settings or keys of many things."""
    plain = _HOME.sub("~", path, count=1).rstrip("/*")
    return _PERSONAL.fullmatch(plain) is not None


def place(path: str) -> Place:
    """What the path stands for; one that isn't known, or has a hole at its start, is unknown."""
    if not path or path.startswith(HOLE_WORD):
        return Place.UNKNOWN
    path = _HERE.sub(".", _HOME.sub("~", path, count=1), count=1)
    trimmed = path.removesuffix("/*") or "/"
    plain = posixpath.normpath(trimmed)
    if plain.startswith("//"):
        plain = plain[1:]
    if plain in WHOLE or plain.lower() in SYSTEM:
        return Place.EVERYTHING
    if path in _SHARED:
        return Place.SHARED
    if any(plain == each or plain.startswith(f"{each}/") for each in PASSING):
        return Place.PASSING
    if plain == ".git" or plain.endswith("/.git"):
        own = plain.startswith(("/", "~", "$", "..")) or plain == ".git"
        return Place.HISTORY if own else Place.OTHER_HISTORY
    if variable := _VARIABLE.match(plain):
        if names_store(plain):
            return Place.STORE
        return Place.PASSING if _PASSING_NAME.search(variable["name"]) else Place.PARTLY
    if not plain.startswith(("/", "~", "../")):
        if _SOURCE.fullmatch(plain):
            return Place.SOURCE
        return Place.STORE if plain.rpartition("/")[2].lower() in _STORES else Place.INSIDE
    if _in_cache(plain) or _TEMPORARY.search(plain) or _BELOW_SCRATCH.match(plain):
        return Place.PASSING
    again = _is_installed(plain) or _LEFT.fullmatch(plain) is not None
    if not again and _MADE_ANEW.fullmatch(plain) and not holds_something(plain):
        return Place.PASSING
    return Place.INSTALLED if again else Place.OUTSIDE


def _in_cache(path: str) -> bool:
    """Whether the path is a program's cache, or in one: `~/.shop/caches/pages`, or bytecode."""
    parts = [part.lower() for part in path.split("/")[2:]]
    return any(
        part in _CACHES or part.endswith(_CACHE_ENDINGS) or part in _BYTECODE for part in parts
    )


_CACHE_ENDINGS = ("-cache", "_cache", ".cache")
_BYTECODE = frozenset(("*.pyc", "*.pyo", "*.py[co]", "*.py[cod]", "*.py[oc]"))


_TEMPORARY = late(
    r"/[^/]+/(?:(?:[^/]*[_.-])?te?mp(?:[_.-][^/]*)?|.*\.(?:part|partial|incomplete)"
    r"|(?:.*/)?\.[^/]*[_.-](?:staging|stage|build|new|next|work)(?:[_.-][^/]*)?)"
    r"(?:/\*\*/[^/]*)?\Z",
    re.IGNORECASE,
)
"""Folders named for what is soon gone, or not yet whole: `/var/lib/shop/data_tmp`, `7.partial`.

A hidden one beside what it becomes is no place where anybody keeps things: `.shop-staging`.
"""
_BELOW_SCRATCH = late(r"/[^/]+/(?:.*/)?(?:te?mp|temporary|scratch)(?:/.*)?\Z", re.IGNORECASE)
"""What lies in a folder for what is soon gone: `/mnt/models/scratch/run-7`."""
_MADE_ANEW = late(
    r"(?:/|~/)(?:[^/]+/)+(?:build|node_modules|\.?venv|\.tox|htmlcov|_build|\.next|\.nuxt"
    r"|\.(?:pytest|mypy|ruff)_cache)"
)
"""What builds and installations leave in a project, wherever it is: `/srv/shop/node_modules`."""
_INSTALLED = late(
    r"/usr/local/(?!(?:bin|etc|games|include|lib|libexec|man|sbin|share|src|var)\Z)."
    r"|/(?:opt|app|code|workspaces?|usr/src/app)/."
)
_LEFT = late(r"/(?:[^/]+/){2,}(?:\.?locks?|pids?|sockets?|sessions?|gen(?:erated)?)", re.IGNORECASE)
"""What programs that run leave, and make anew when they start: `/srv/shop/locks`."""
_KEPT = late(
    r"data|db\Z|database|backup|dump|upload|media\Z|storage|store\Z|archive|export|import|volume"
    r"|postgres|mysql|mongo|redis|elastic|prod|customer|user|tenant|conf|certs?\Z|secret|key|log",
    re.IGNORECASE,
)


def _is_installed(path: str) -> bool:
    """Whether the path is software that was put there and can be again: `/usr/local/go`."""
    return _INSTALLED.match(path) is not None and not holds_something(path)


def holds_something(path: str) -> bool:
    """Whether a folder on the way is named for what people put there: data, backups, settings."""
    return any(_KEPT.search(part) for part in path.split("/")[2:])


def is_of_files(change: PrivilegeChange) -> bool:
    """Whether rights on files are meant rather than those of a database."""
    return change.protection.startswith("file mode")
