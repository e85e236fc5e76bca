"""What was not understood, and how loudly that is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guardrail.engine.gather import Gathered
from guardrail.engine.locate import LinesOf, location_of
from guardrail.frontends.languages import language_of
from guardrail.model import Level
from guardrail.report import Gap
from guardrail.settings import Settings, glob_matches
from guardrail.stream import Unanalysed

STRICT: tuple[str, ...] = (
    "**/migrations/**",
    "**/migrate/**",
    "**/versions/*.py",
    "/.github/workflows/**",
    "**/.gitlab-ci.yml",
    "/.husky/**",
    "**/.pre-commit-config.yaml",
    "**/hooks/**",
)


def level_of(
    path: str, words: Iterable[str], settings: Settings, strict: bool, failed: bool = False
) -> Level:
    """The level of a gap: louder where dangerous words were seen, loudest where a guard looks.

    `strict` is a door that guards a branch: there a migration, CI file or hook that can't be read
    must not pass. Nor does a text with dangerous words that made its reader fail, at any door.
    """
    if not any(words):
        return Level.WARNING if failed else Level.INFO
    if failed:
        return Level.ERROR
    guarded = settings.is_migration(path) or any(glob_matches(glob, path) for glob in STRICT)
    return Level.ERROR if strict and guarded else Level.WARNING


def text_gaps(
    found: Iterable[Unanalysed], settings: Settings, strict: bool, lines_of: LinesOf
) -> Iterator[Gap]:
    """The gaps inside texts."""
    for gap in found:
        level = level_of(gap.span.path, gap.words, settings, strict, gap.failed)
        yield Gap(gap.span.path, _reason(gap), level, location_of(gap.span, lines_of), gap.span)


def _reason(gap: Unanalysed) -> str:
    seen = [word for word in gap.words if word.isupper() and word not in gap.reason]
    return f"{gap.reason} (it says {', '.join(seen[:5])})" if seen else gap.reason


def file_gaps(gathered: Gathered, settings: Settings, strict: bool) -> Iterator[Gap]:
    """The files that could not be read at all. Pictures and the like are none of our business."""
    for path, reason in gathered.unreadable.items():
        if language_of(path) != "text":
            yield Gap(path, reason, level_of(path, ("?",), settings, strict))
