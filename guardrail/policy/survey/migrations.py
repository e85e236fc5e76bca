"""Where a project keeps its migrations, and which tool runs them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from guardrail.policy.survey.signs import TOOLS, Tool
from guardrail.policy.survey.texts import Texts


class Folder(Struct, frozen=True):
    """A folder of migrations: its path, the tool, how many there are, one of them."""

    path: str
    tool: str
    count: int
    sample: str


def folders_of(paths: Iterable[str], texts: Texts) -> list[Folder]:
    """The folders of migrations among the paths, ordered by path."""
    found: dict[str, Folder] = {}
    refused: set[tuple[str, str]] = set()
    for path in paths:
        for tool in TOOLS:
            where = tool.path.match(path)
            if where is None or (where["at"], tool.name) in refused:
                continue
            known = found.get(where["at"])
            if known is None and not _marked(tool, path, texts):
                refused.add((where["at"], tool.name))
                continue
            count = known.count + 1 if known else 1
            name = known.tool if known else tool.name
            found[where["at"]] = Folder(where["at"], name, count, path)
            break
    return sorted(found.values(), key=lambda folder: folder.path)


def _marked(tool: Tool, path: str, texts: Texts) -> bool:
    return not tool.mark or tool.mark in texts.start(path)
