"""Finds the migration histories of made-up files, in whatever order these are listed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from guardrail.project.histories import History, find
from guardrail.settings import Settings
from guardrail.stream import Enter, Item


def histories(
    files: Mapping[str, str] | Sequence[str],
    enters: Mapping[str, Enter] | None = None,
    settings: Settings = Settings(),  # noqa: B008
) -> list[History]:
    """The histories among files, which may have texts; `enters` are what is read of some."""
    texts = files if isinstance(files, Mapping) else dict.fromkeys(files, "")

    def facts_of(path: str) -> list[Item] | None:
        return [enters[path]] if enters and path in enters else []

    paths = list(texts)
    random.Random(0).shuffle(paths)
    return find(paths, facts_of, settings, texts.get)


def names(history: History) -> list[str]:
    """The paths of a history's steps, below its root."""
    return [step.path.removeprefix(f"{history.root}/") for step in history.steps]


def only(files: Mapping[str, str] | Sequence[str]) -> History:
    """The one history that there is."""
    found = histories(files)
    assert len(found) == 1, found
    return found[0]
