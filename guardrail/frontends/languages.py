"""Which language a file is written in, by its path and first line."""

from __future__ import annotations

from guardrail.settings import glob_matches

BY_SUFFIX: dict[str, str] = {
    ".sql": "sql",
    ".psql": "sql",
    ".pgsql": "sql",
    ".mysql": "sql",
    ".ddl": "sql",
    ".py": "python",
    ".pyw": "python",
    ".pyi": "python",
    ".sh": "shell",
    ".bash": "shell",
    ".zsh": "shell",
    ".ksh": "shell",
    ".cypher": "cypher",
    ".cyp": "cypher",
    ".ipynb": "notebook",
}

VARIANTS = (
    *(".postgres", ".postgresql", ".pg", ".mysql", ".mariadb", ".sqlite", ".sqlite3", ".mssql"),
    *(".oracle", ".j2", ".jinja", ".jinja2", ".erb", ".tmpl", ".tpl", ".template", ".in"),
)
"""What stands behind the suffix of a file for one server or of a template: `full.sql.postgres`."""

BY_PATH: tuple[tuple[str, str], ...] = (
    ("/.github/workflows/*.yml", "workflow"),
    ("/.github/workflows/*.yaml", "workflow"),
    ("**/action.yml", "workflow"),
    ("**/action.yaml", "workflow"),
    ("/.husky/*", "shell"),
    ("**/.envrc", "shell"),
)

_ENDINGS_BY_PATH = (".yml", ".yaml", ".envrc")

BY_INTERPRETER: tuple[tuple[str, str], ...] = (
    ("python", "python"),
    ("bash", "shell"),
    ("zsh", "shell"),
    ("ksh", "shell"),
    ("dash", "shell"),
    ("/sh", "shell"),
    (" sh", "shell"),
)


def language_of(path: str, first_line: str = "") -> str:
    """The language of the file, "text" where nothing but tokens can be looked for."""
    name = path.rsplit("/", 1)[-1].lower()
    # Nearly no file has one of these endings, and all of them are asked for theirs.
    if name.endswith(_ENDINGS_BY_PATH) or path.startswith(".husky/"):
        for pattern, language in BY_PATH:
            if glob_matches(pattern, path):
                return language
    dot = name.rfind(".")
    if dot > 0 and name[dot:] in VARIANTS:
        name = name[:dot]
        dot = name.rfind(".")
    if dot > 0 and name[dot:] in BY_SUFFIX:
        return BY_SUFFIX[name[dot:]]
    if first_line.startswith("#!"):
        for interpreter, language in BY_INTERPRETER:
            if interpreter in first_line:
                return language
    return "text"
