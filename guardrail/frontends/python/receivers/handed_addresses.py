"""What an address is that was handed on: by the module's calls, or by an option's default."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.options import default_texts
from guardrail.frontends.python.values.as_called import as_called


def texts_handed_on(reading: Reading, node: Node) -> tuple[str, ...]:
    """The texts that an expression stands for which was handed on; none unless all are known.

    What a variable of the environment says nobody knows.
    """
    node = unwrapped(node)
    last = node.child_by_field_name("attribute") if node.type == "attribute" else node
    given = as_called(reading, node)
    if not given and last is not None and last.type == "identifier":
        given = [*default_texts(reading.module, reading.module.name(last))]
    told = [reading.texts(one) for one in given]
    return tuple(text for each in told for text in each) if all(told) else ()
