"""Pop and Ory's popx: `1_text.up.sql` for every database, `1_text.mysql.up.sql` for MySQL alone.

Where a version has a file for a database, its general file isn't run there. Versions are digits,
compared as texts of equal length; `.autocommit` keeps a file out of a transaction.
Source: https://gobuffalo.io/documentation/database/migrations/
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.patterns import late
from guardrail.project.histories.model import History, MigrationStep
from guardrail.project.histories.naming import by_number, unread
from guardrail.project.histories.tree import Tree, join

_NAME = late(
    r"(?P<version>\d+)_(?P<text>[^.]*)(?:\.(?P<database>[a-z]+\d?))?(?:\.autocommit)?\.up\.sql\Z"
)
_DATABASES = {
    "postgres": "postgres",
    "postgresql": "postgres",
    "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite": "sqlite",
    "sqlite3": "sqlite",
    "cockroach": "cockroach",
}
"""What each database is called in names; PostgreSQL comes first for what is said of them all."""


def histories(tree: Tree) -> list[History]:
    """One history for each database of a folder that holds files for more than one."""
    return [history for folder in tree.folders for history in _of_folder(tree, folder)]


def _of_folder(tree: Tree, folder: str) -> Iterator[History]:
    versions: dict[tuple[int, str], dict[str, list[str]]] = {}
    for name in tree.names(folder):
        found = _NAME.match(name)
        written = (found["database"] or "") if found else "?"
        if found is None or (written and written not in _DATABASES and written != "autocommit"):
            continue
        version = (int(found["version"]), found["version"])
        database = _DATABASES.get(written, "")
        versions.setdefault(version, {}).setdefault(database, []).append(name)
    named = {database for files in versions.values() for database in files if database}
    if len(named) < 2:
        return
    trouble = unread(tree, folder)
    for database in (one for one in dict.fromkeys(_DATABASES.values()) if one in named):
        names: list[str] = []
        for version in sorted(versions):
            own = versions[version].get(database) or versions[version].get("") or []
            names += sorted(own, key=by_number)
        steps = tuple(MigrationStep(join(folder, each), _revision(each)) for each in names)
        yield History(f"pop, {database}", folder, steps, trouble)


def _revision(name: str) -> str:
    return name.removesuffix(".sql").removesuffix(".up").removesuffix(".autocommit")
