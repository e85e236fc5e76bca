"""A cell of IPython as the Python that IPython makes of it: magics and commands become calls.

Fact: IPython's `inputtransformer2`: `!cmd` is `get_ipython().system('cmd')`. Magics become calls of
`get_ipython().magic`, which takes a magic as it is written. `{name}` and `$name` in them are what
the names hold, as `InteractiveShell.var_expand` has it. A cell of Databricks that begins with the
magic of a language is in that language as a whole.
"""

from __future__ import annotations

import re

from guardrail.frontends.notebook.lines import statements_at
from guardrail.patterns import late
from guardrail.spanmap import BuiltText, TextBuilder

MOST_MAGICS = 3_000
"""How many commands and magics the Python of a notebook may hold, and names one of them."""

BODY_IS_PYTHON = frozenset(
    (
        *("time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "scalene"),
        *("local", "pyspark", "spark", "heat", "snakeviz", "wandb"),
    )
)
"""Cell magics whose body runs in the notebook's own Python."""

OF_STATEMENTS = frozenset(("time", "timeit", "prun", "memit", "lprun", "mprun"))
WHOLE_CELLS = frozenset(("sql", "sh", "scala", "r", "md", "md-sandbox", "python"))

_FIRST = late(r"(?:[ \t]*(?:#[^\n]*)?\n)*+")
_CELL = late(r"(%%?)([\w-]+|!)([^\n]*)")
_LINE = late(
    r"(?P<margin>[ \t]*(?:[A-Za-z_*][\w.,*\[\]'\" \t]{0,200}?=[ \t]*)?)"
    r"(?:(?P<mark>!!?|%%?(?=[A-Za-z_]))(?P<rest>[^\n\\]*+(?:\\(?:\r?\n|.)?[^\n\\]*+)*+)"
    r"|(?P<help>\?{1,2}[ \t]*[\w.%*]+[ \t]*$|[\w.%*]{1,200}\?{1,2}[ \t]*$))",
    re.MULTILINE,
)
_STATEMENT = late(r"(\w+)[ \t]+(?:-[a-zA-Z]+[ \t]*\d*[ \t]+)*")
_HELD = late(
    r"\{\{[ \t]*(?P<twice>[A-Za-z_][\w.]{0,80})[ \t]*\}\}"
    r"|\{(?P<once>[A-Za-z_][\w.]{0,80})\}|\$(?P<dollar>[A-Za-z_]\w{0,80})"
    r"|(?P<joined>\\\r?\n)|(?P<plain>[\"\\{}])"
)


class TooManyMagics(Exception):
    """A cell holds more commands and magics than are read."""


def parses(code: str) -> bool:
    """Whether a text is Python by itself."""
    from guardrail.frontends.python.source.nesting import eased, too_deep
    from guardrail.frontends.python.source.tree import folded, parse

    plain = folded(code)
    return not too_deep(plain) and not parse(eased(plain)).root_node.has_error


def rewritten(text: str, names: frozenset[str], *, beginning: bool = True) -> BuiltText:
    """The Python of a cell; `names` are those for which `$name` stands for a value.

    With `beginning` the text is a whole cell, whose first line may speak for all of it.
    Raises `TooManyMagics`.
    """
    builder = TextBuilder()
    at = 0
    first = _FIRST.match(text)
    head = _CELL.match(text, first.end() if first else 0)
    if beginning and head is not None and _is_whole(head, text):
        builder.verbatim(text[: head.start()], 0)
        if head[2] not in BODY_IS_PYTHON and head[0].split()[0] != "%python":
            held = head[2] in ("sql", "bigquery", "duckdb", "sparksql")
            _call(builder, "magic", text, (head.start(), len(text)), names if held else None)
            return builder.build()
        at = head.end()
    for number, found in enumerate(statements_at(text, at, _LINE)):
        if number >= MOST_MAGICS:
            raise TooManyMagics
        builder.verbatim(text[at : found.start()], at)
        _line(builder, text, found, names)
        at = found.end()
    builder.verbatim(text[at:], at)
    return builder.build()


def _is_whole(head: re.Match[str], text: str) -> bool:
    """Whether the magic on the first line has the whole cell.

    With one `%` it has where the cell is Databricks': what follows isn't Python then.
    """
    if head[1] == "%%":
        return True
    if head[2] not in WHOLE_CELLS or head[2] == "python":
        return head[2] == "python"
    rest = text[head.end() :]
    if not rest.strip() or not head[3].strip():
        return bool(rest.strip())
    return not parses(rewritten(rest, frozenset(), beginning=False).text)


def _line(builder: TextBuilder, text: str, found: re.Match[str], names: frozenset[str]) -> None:
    margin = found["margin"]
    builder.verbatim(margin, found.start("margin"))
    if found["help"] is not None:
        builder.gap("pass")
        return
    start, end = found.span("rest")
    if found["mark"].startswith("!"):
        _call(builder, "getoutput" if "=" in margin else "system", text, (start, end), names)
        return
    statement = _STATEMENT.match(text, start, end)
    if statement is not None and statement[1] in OF_STATEMENTS:
        builder.verbatim(text[statement.end() : end], statement.end())
        return
    _call(builder, "magic", text, (start, end), names)


def _call(
    builder: TextBuilder,
    method: str,
    text: str,
    place: tuple[int, int],
    names: frozenset[str] | None,
) -> None:
    """A call with a literal of the text, whose names are looked up unless `names` is `None`."""
    builder.gap(f'get_ipython().{method}({"" if names is None else "f"}"""')
    at, end = place
    looked_up = 0
    for found in _HELD.finditer(text, at, end):
        looked_up += found.lastgroup in ("once", "twice", "dollar")
        if looked_up > MOST_MAGICS and names is not None:
            raise TooManyMagics
        builder.verbatim(text[at : found.start()], at)
        at = _held(builder, found, names)
    builder.verbatim(text[at:end], at)
    builder.gap('""")')


def _held(builder: TextBuilder, found: re.Match[str], names: frozenset[str] | None) -> int:
    kind = found.lastgroup or "plain"
    looked_up = kind in ("once", "twice") or (kind == "dollar" and found[kind] in (names or ()))
    if names is not None and looked_up:
        builder.gap("{")
        builder.atom(found[kind], *found.span())
        builder.gap("}")
        return found.end()
    if names is not None and kind == "joined":
        builder.atom(" ", *found.span())
        return found.end()
    for at, letter in enumerate(found[0], found.start()):
        if letter in '"\\':
            builder.atom("\\" + letter, at, at + 1)
        elif letter in "{}" and names is not None:
            builder.atom(letter * 2, at, at + 1)
        else:
            builder.verbatim(letter, at)
    return found.end()
