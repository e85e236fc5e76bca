"""Functions of other modules of the project that a migration runs."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.model import Step
from guardrail.stream import Reference


def function_elsewhere(reading: Reading, node: Node) -> Reference | None:
    """The function that a name stands for by an import from the project, `None` for any other.

    Where a module stands is told by the migration's own path: `shop.helpers` is beside it where a
    folder `shop` is above it.
    """
    said = reading.module.name(node)
    head, _, rest = said.partition(".")
    origin = reading.names.imports.get(head, "")
    dotted = f"{origin}.{rest}" if rest else origin
    module, _, name = dotted.rpartition(".")
    path = _path(reading.source.path, module)
    if not path or not name:
        return None
    step = Step(reading.module.short(node, 40), reading.span(node))
    return Reference(f"{path}.py", "python", step, symbol=name)


def _path(own: str, module: str) -> str:
    """The path of a module without its ending, "" where nothing tells it."""
    folders = own.split("/")[:-1]
    if module.startswith("."):
        levels = len(module) - len(module.lstrip(".")) - 1
        if levels > len(folders):
            return ""
        return "/".join([*folders[: len(folders) - levels], *module.lstrip(".").split(".")])
    parts = module.split(".")
    if len(parts) < 2 or parts[0] not in folders:
        return ""
    return "/".join([*folders[: folders.index(parts[0])], *parts])
