"""Notebooks that Databricks keeps as Python: `# MAGIC` lines are the text of cells.

Fact: Databricks' "Export and import notebooks": such a file begins with
`# Databricks notebook source`, and its cells end at `# COMMAND ----------`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.model import Source
from guardrail.patterns import late
from guardrail.spanmap import TextBuilder
from guardrail.stream import Embedded

MARK = "# MAGIC"
_BLOCK = late(r"(?:^# MAGIC[^\n]*(?:\n|\Z))+", re.MULTILINE)
_LINE = late(r"# MAGIC ?([^\n]*(?:\n|\Z))")


def magic_blocks(source: Source) -> Iterator[Embedded]:
    """The magics that stand in the comments of a notebook kept as Python, in order.

    A block's first line begins with a magic; `%sql` and the like have the whole block.
    """
    for block in _BLOCK.finditer(source.text):
        builder = TextBuilder()
        for line in _LINE.finditer(source.text, *block.span()):
            builder.verbatim(line[1], line.start(1))
        built = builder.build()
        if built.text.lstrip().startswith("%"):
            yield Embedded(source.embed("magic", built, MARK))
