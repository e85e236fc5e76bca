"""From cells to texts that run: the program of the Python cells, and each other cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.frontends.notebook.cells import Cell
from guardrail.frontends.notebook.rewriting import MOST_MAGICS, TooManyMagics, parses, rewritten
from guardrail.model import Source
from guardrail.patterns import late
from guardrail.spanmap import BuiltText, TextBuilder
from guardrail.stream import Item

_BOUND = late(r"(?:^|[\n;,]|\bfor\b|\bas\b)[ \t]*([A-Za-z_]\w{0,80})[ \t]*(?:=(?!=)|,|\bin\b|:)")


def programs(source: Source, cells: Sequence[Cell]) -> Iterator[Item]:
    """The texts of the cells: first the program, then what stands by itself."""
    from guardrail.stream import Embedded, Unanalysed

    names = frozenset(
        name for cell in cells if cell.language == "python" for name in bound(cell.built.text)
    )
    program = TextBuilder("json")
    alone: list[Item] = []
    left = MOST_MAGICS
    for cell in cells:
        label = f"cell {cell.number}"
        if cell.language == "python":
            code = python_of(cell.built, names)
            magics = code.text.count("get_ipython()") if code else 0
            if code is None or magics > left:
                span = source.span(*cell.built.map.hull())
                alone.append(Unanalysed(span, f"there are more than {MOST_MAGICS:,} magics"))
                continue
            left -= magics
            if parses(code.text):
                program.append(code)
                program.gap("\n")
            else:
                alone.append(Embedded(source.embed("python", code, label)))
        elif cell.language:
            alone.append(Embedded(source.embed(cell.language, cell.built, label)))
        else:
            span = source.span(*cell.built.map.hull())
            spoken = " ".join(cell.spoken.split())[:30]
            alone.append(Unanalysed(span, f"{label} is written in {spoken}"))
    built = program.build()
    if built.text.strip():
        yield Embedded(source.embed("python", built, "the notebook's cells"))
    yield from alone


def python_of(cell: BuiltText, names: frozenset[str]) -> BuiltText | None:
    """A cell as the Python that it stands for, mapped to where the cell is mapped to.

    `None` for one with too many magics.
    """
    try:
        inner = rewritten(cell.text, names)
    except TooManyMagics:
        return None
    return BuiltText(inner.text, inner.map.through(cell.map), inner.holes)


def bound(text: str) -> Iterator[str]:
    """Names that a Python text probably gives a value, by their looks."""
    return (found[1] for found in _BOUND.finditer(text))
