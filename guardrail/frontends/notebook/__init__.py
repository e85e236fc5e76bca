"""The notebook frontend: the code cells of a Jupyter notebook, each at its place in the JSON.

Python cells are one program, in order, so that names flow from cell to cell. A cell that isn't
Python by itself fails alone when it is run; so it is read alone. Outputs and prose never run.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Item


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """What the cells of a notebook run, and what of the file can't be read."""
    from guardrail.frontends.notebook.cells import cells_of
    from guardrail.frontends.notebook.document import read_json
    from guardrail.frontends.notebook.program import programs
    from guardrail.stream import Unanalysed

    document = read_json(source.text)
    cells = cells_of(document.root, source.text)
    if cells is None:
        if source.text.strip():
            yield Unanalysed(source.span(0, len(source.text)), "it isn't a notebook")
        return
    yield from programs(source, cells)
    for start, end, reason in document.faults:
        yield Unanalysed(source.span(start, end), reason)
