"""The words every part of Guardrail shares: levels, spans, sources, findings.

Offsets are code points of the outermost text, lines and columns are 1-based. Nothing here parses,
judges or prints.
"""

from __future__ import annotations

from guardrail.model.findings import (
    Edit,
    Excerpt,
    Finding,
    Fix,
    NewFile,
    Related,
    Remedy,
    Suppression,
    SuppressionKind,
)
from guardrail.model.levels import (
    Category,
    Confidence,
    Decision,
    Level,
)
from guardrail.model.places import (
    Hole,
    Location,
    Origin,
    Span,
    Step,
)
from guardrail.model.sources import (
    ChangeKind,
    Direction,
    Environment,
    EnvironmentKind,
    FileEdit,
    Source,
    Surroundings,
)

__all__ = [
    "Category",
    "ChangeKind",
    "Confidence",
    "Decision",
    "Direction",
    "Edit",
    "Environment",
    "EnvironmentKind",
    "Excerpt",
    "FileEdit",
    "Finding",
    "Fix",
    "Hole",
    "Level",
    "Location",
    "NewFile",
    "Origin",
    "Related",
    "Remedy",
    "Source",
    "Span",
    "Step",
    "Suppression",
    "SuppressionKind",
    "Surroundings",
]
