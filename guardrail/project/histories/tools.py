"""The tools, in the order in which they are asked: those whose signs are surest come first."""

from __future__ import annotations

from collections.abc import Callable

from guardrail.project.histories import flyway, numbered
from guardrail.project.histories.model import History
from guardrail.project.histories.tree import Tree

Tool = Callable[[Tree], list[History]]

TOOLS: tuple[Tool, ...] = (flyway.histories, numbered.histories)
