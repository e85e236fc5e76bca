"""Reads one magic as it is written: `sql DROP TABLE x`, `%%bash` with a body, `run clean.py`.

Facts: IPython's "Built-in magic commands"; the documentation of JupySQL (`%sql`), of
`google-cloud-bigquery`'s magics, and Databricks' "Develop code in notebooks".
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath

from msgspec.structs import replace

from guardrail.model import Source, Step
from guardrail.patterns import late
from guardrail.settings import Settings
from guardrail.spanmap import HOLE_WORD, BuiltText, TextBuilder
from guardrail.stream import Embedded, Item, Reference, Unanalysed

SQL = {
    "sql": "",
    "bigquery": "bigquery",
    "duckdb": "duckdb",
    "dql": "duckdb",
    "sparksql": "spark",
}
"""Magics that run SQL, and its dialect."""

SHELLS = frozenset(("bash", "sh", "zsh", "ksh", "system", "sx", "!", "shell", "cmd_sh"))
WHOLE_LINE = frozenset(("system", "sx", "!"))
"""Shell magics whose first line is a command itself; with the others it holds options."""

PYTHONS = frozenset(("python", "python2", "python3", "pypy"))
PROGRAMS = frozenset(("rm", "mv", "cp", "rmdir", "mkdir", "ln", "pip", "conda", "mamba", "uv"))
"""Line magics that are programs under their own name."""

UNREAD = frozenset(("r", "R", "scala", "perl", "ruby", "julia", "js", "javascript", "fs", "cmd"))
DOES_NOTHING = frozenset(("false", "true", "echo", "cat"))

_CALL = "get_ipython().magic"
"""The call that stands for a magic, which nobody has written."""

_HEAD = late(r"\s*%{0,2}([\w-]+|!)[ \t]?")
_VERB = (
    r"(?i:SELECT|WITH|CREATE|DROP|DELETE|UPDATE|INSERT|ALTER|TRUNCATE|MERGE|GRANT|REVOKE|REPLACE"
    r"|BEGIN|COPY|CALL|EXPLAIN|SET|VACUUM|OPTIMIZE)\b"
)
_SQL_OPTION = late(
    rf"\s*(?:\w{{1,20}}(?:\+\w{{1,20}})?://\S+|@\w+|[A-Za-z_]\w*[ \t]*<<"
    rf"|-{{1,2}}[A-Za-z][\w-]*(?:[= \t]+(?!{_VERB}|-)[^\s;]+)?)(?=\s|$)"
)
_NO_SQL = late(r"\s*[\w.$@-]*\s*")
_PATH = late(r"[ \t]*(?:-(?:[niedG]|t|p)[ \t]+)*(?:\"([^\"\n]+)\"|'([^'\n]+)'|(\S+))")


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """What a magic runs; nothing for one that only changes how things are shown."""
    head = _HEAD.match(source.text)
    if head is None:
        return
    name, whole = head[1], "%%" in head[0]
    line = source.text.find("\n", head.end())
    line = len(source.text) if line < 0 else line
    if name in SQL:
        yield from _sql(source, name, head.end() if name != "bigquery" or not whole else line)
    elif name in SHELLS:
        start = head.end() if name in WHOLE_LINE or not whole else line
        yield from _embedded(source, "shell", start, name)
    elif name in PYTHONS:
        yield from _embedded(source, "python", line if whole else head.end(), name)
    elif name == "script":
        yield from _script(source, source.text[head.end() : line].split(), line)
    elif name == "run":
        yield from _run(source, head.end(), line)
    elif name in PROGRAMS:
        yield from _embedded(source, "shell", head.start(1), name)
    elif name in UNREAD and source.text[head.end() :].strip():
        span = source.span(0, len(source.text))
        yield Unanalysed(span, f"this is written for the magic {name}")


def _sql(source: Source, name: str, start: int) -> Iterator[Item]:
    while option := _SQL_OPTION.match(source.text, start):
        start = option.end()
    if not _NO_SQL.fullmatch(source.text, start):
        yield from _embedded(source, "sql", start, name, SQL[name])


def _script(source: Source, words: list[str], start: int) -> Iterator[Item]:
    """`%%script` runs the body by the program that it names."""
    programs = [word.rsplit("/", 1)[-1] for word in words]
    for program in programs:
        if program in DOES_NOTHING:
            return
        if program in SHELLS or program == "dash":
            yield from _embedded(source, "shell", start, program)
            return
        if program in PYTHONS:
            yield from _embedded(source, "python", start, program)
            return
    yield Unanalysed(source.span(0, len(source.text)), "a script for a program that isn't known")


def _run(source: Source, start: int, end: int) -> Iterator[Item]:
    """`%run clean.py`: a file beside the notebook; without a suffix a notebook of Databricks."""
    found = _PATH.match(source.text, start, end)
    if found is None:
        return
    path = found[1] or found[2] or found[3]
    span = source.span(*found.span(found.lastindex or 0))
    inside = normpath(join(dirname(source.path), path.replace("\\ ", " ")))
    if HOLE_WORD in path or path.startswith(("/", "~")) or inside.startswith(".."):
        reason = "a file that can't be found from here is run"
        yield Unanalysed(span, reason, absent=True)
        return
    notebook = inside.lower().endswith(".ipynb")
    if "." not in inside.rsplit("/", 1)[-1]:
        inside += ".py"
    yield Reference(inside, "notebook" if notebook else "python", Step("%run", span))


def _embedded(
    source: Source, language: str, start: int, name: str, dialect: str = ""
) -> Iterator[Item]:
    built = part(source, start, len(source.text))
    if not built.text.strip():
        return
    around = source.surroundings
    inherited = replace(around, dialect=dialect or around.dialect)
    held = source.embed(language, built, f"%{name}", inherited)
    yield Embedded(replace(held, via=tuple(step for step in held.via if step.label != _CALL)))


def part(source: Source, start: int, end: int) -> BuiltText:
    """A range of a text with the holes in it, mapped to the text."""
    builder = TextBuilder()
    at = start
    for hole in source.holes:
        if hole.start >= start and hole.end <= end:
            builder.verbatim(source.text[at : hole.start], at)
            builder.hole(hole.start, hole.end, hole.name, hole.values)
            at = hole.end
    builder.verbatim(source.text[at:end], at)
    return builder.build()
