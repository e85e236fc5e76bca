"""Which files of a project are its own running code, and in which language."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from guardrail.patterns import late
from guardrail.project.uses.names import bare, normal

LARGEST = 1_000_000
"""Longer texts are generated, and not looked at (code points)."""

LANGUAGES: dict[str, str] = {
    "py": "python",
    "sql": "sql",
    **dict.fromkeys(
        (
            *("js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts", "vue", "svelte", "astro"),
            *("rb", "erb", "haml", "slim", "rake", "go", "java", "kt", "scala", "groovy", "cs"),
            *("php", "twig", "blade", "rs", "ex", "heex", "eex", "html", "jinja", "jinja2", "j2"),
            *("hbs", "ejs", "pug", "prisma", "graphql", "gql", "swift", "dart", "pl", "pm"),
        ),
        "other",
    ),
}
"""How a file is looked through, by the ending of its name."""

_ASIDE = late(
    r"(?:^|/)(?:migrations?|migrate|versions|alembic|south_migrations"
    r"|tests?|testing|__tests__|specs?|e2e|cypress|fixtures?|testdata|test_\w+|\w+_tests?|__mocks__"
    r"|docs?|documentation|examples?|samples?"
    r"|node_modules|vendor|vendored|third_party|site-packages|bower_components|dist|build|target"
    r"|\.git|\.venv|venv|\.tox|locale|locales|i18n)/"
    r"|(?:^|/)(?:test_[^/]*|[^/]*_test|tests|conftest|factories|setup|noxfile)\.py\Z"
    r"|\.(?:test|spec|stories|min|bundle|chunk|d|pb|gen|generated)\.\w+\Z|_test\.go\Z|_spec\.rb\Z"
    r"|(?:^|/)(?:structure|schema|dump|seeds?)\.(?:sql|rb)\Z",
    re.IGNORECASE,
)


def language(path: str) -> str:
    """How a file is looked through, "" for one that is no running code of the project.

    Migrations, tests, documentation, examples, and what is vendored or generated are none.
    """
    ending = path.rpartition("/")[2].rpartition(".")[2].lower()
    found = LANGUAGES.get(ending, "")
    return found if found and not _ASIDE.search(path) else ""


_IDENTIFIER = late(r"[A-Za-z_][A-Za-z0-9_]*")
_PYTHON = late(
    r"(?P<text>\"\"\"(?s:.*?)(?:\"\"\"|\Z)|'''(?s:.*?)(?:'''|\Z)"
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')|\#[^\n]*"
)
_CLASS = late(
    r"^(?P<indent>[ \t]*)class[ \t]+(?P<name>\w+)(?P<bases>[^\n]*)\n"
    r"(?P<body>(?:(?:(?P=indent)(?:[ \t]+|\))[^\n]*|[ \t]*)(?:\n|\Z))*)",
    re.MULTILINE,
)
_BLOCK = late(
    r"\b(?:class|model|struct|interface|entity|type|schema|table|record)\s+[\"']?(?P<name>\w+)[^\n]*\n"
    r"(?P<body>(?:[ \t][^\n]*(?:\n|\Z)|[ \t]*\n){1,400})"
)
_TABLE = late(r"\b(?:__tablename__|db_table)\s*=\s*[\"'](?:\w+\.)?(\w+)[\"']")
_NOT_A_BREAK = late(r"[^\n]")


_LITERAL = late(
    r"\"\"\"(?s:.*?)(?:\"\"\"|\Z)|'''(?s:.*?)(?:'''|\Z)|`(?:\\.|[^`\\])*`"
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
)
_JOINED = late(r"[\s+\\.&frbuFRBU]*\Z")
_LONGEST_GAP = 200


class File(Struct, eq=False, dict=True):
    """A file of code; what is worked out of it is kept for the next question."""

    path: str
    language: str
    text: str

    @cached_property
    def words(self) -> frozenset[str]:
        """Every identifier in it."""
        return frozenset(_IDENTIFIER.findall(self.text))

    @cached_property
    def plain(self) -> str:
        """The text in the form in which names of models are compared."""
        return normal(self.text)

    @cached_property
    def classes(self) -> dict[str, frozenset[str]]:
        """The identifiers that begin with a capital, by their normal forms."""
        found: dict[str, set[str]] = {}
        for word in self.words:
            if word[:1].isupper():
                own = normal(word)
                for key in (own, bare(own)):
                    found.setdefault(key, set()).add(word)
        return {key: frozenset(several) for key, several in found.items()}

    @cached_property
    def code(self) -> str:
        """The text, in Python with blanks for its comments and documentation."""
        return _PYTHON.sub(_said, self.text) if self.language == "python" else self.text

    @cached_property
    def statements(self) -> tuple[array[int], array[int]]:
        """Where each range that may be one statement of SQL begins, and where it ends, in order.

        Of SQL up to a semicolon, elsewhere texts in quotes, those that are joined as one.
        """
        starts, ends = array("L"), array("L")
        for start, end in _pieces(self.code) if self.language == "sql" else _quoted(self.code):
            starts.append(start)
            ends.append(end)
        return starts, ends

    @cached_property
    def blocks(self) -> list[tuple[str, int, int]]:
        """What is declared in a text of another language: its name, and where its body stands."""
        return [(found["name"], *found.span("body")) for found in _BLOCK.finditer(self.code)]

    @cached_property
    def defined(self) -> list[tuple[re.Match[str], str | None]]:
        """The classes of a Python text, each with the table that it names, `None` where it doesn't.

        Groups of a match: `indent`, `name`, `bases`, `body`.
        """
        tables = (
            (found, _TABLE.search(self.code, *found.span("body")))
            for found in _CLASS.finditer(self.code)
        )
        return [(found, table[1] if table else None) for found, table in tables]

    @cached_property
    def by_class(self) -> dict[str, list[int]]:
        """Which of the classes have a name, by their numbers in `defined`."""
        found: dict[str, list[int]] = {}
        for number, (one, _) in enumerate(self.defined):
            found.setdefault(one["name"], []).append(number)
        return found

    @cached_property
    def by_table(self) -> dict[str, list[str]]:
        """The names of the classes that name a table."""
        found: dict[str, list[str]] = {}
        for one, table in self.defined:
            if table is not None:
                found.setdefault(table, []).append(one["name"])
        return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for piece in text.split(";"):
        yield at, at + len(piece)
        at += len(piece) + 1


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    start = end = -1
    for found in _LITERAL.finditer(text):
        gap = found.start() - end
        if 0 <= gap <= _LONGEST_GAP and end >= 0 and _JOINED.match(text[end : found.start()]):
            end = found.end()
            continue
        if end >= 0:
            yield start, end
        start, end = found.span()
    if end >= 0:
        yield start, end


def _said(found: re.Match[str]) -> str:
    """A text as it is; comments and documentation say nothing."""
    text: str = found["text"] or ""
    if not text:
        return " " * len(found[0])
    if text[:3] not in ('"""', "'''"):
        return text
    before = found.string[max(0, found.start() - 200) : found.start()]
    opens = not before.rpartition("\n")[2].strip(" \t") and before.rstrip()[-1:] in (":", "")
    return _NOT_A_BREAK.sub(" ", text) if opens else text
