"""What the tests of policy share: a project in memory, a small rulebook, findings to settle."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from guardrail.effects import DataChange, Scope, Verb
from guardrail.model import Category, Confidence, Finding, Level, Span
from guardrail.policy.policy import PolicySet, load
from guardrail.rule import RuleInfo
from guardrail.snapshot import Text, Unreadable
from guardrail.stream import Comment

TODAY = date(2026, 11, 27)


class Files:
    """A Snapshot of a few files in memory."""

    name = "files"
    root: Path | None = None

    def __init__(self, files: Mapping[str, str]) -> None:
        """A project that holds exactly these texts."""
        self.files = dict(files)
        self.read: list[str] = []

    def paths(self, under: Sequence[str] = ()) -> Iterator[str]:
        """Every path."""
        return iter(sorted(self.files))

    def exists(self, path: str) -> bool:
        """Whether the file is one of them."""
        return path in self.files

    def text(self, path: str) -> Text:
        """The file's text. Raises `Unreadable`."""
        self.read.append(path)
        if path not in self.files:
            raise Unreadable("there is no such file")
        text = self.files[path]
        return Text(text, "utf-8", hashlib.sha256(text.encode()).hexdigest())

    def identity(self, path: str) -> str:
        """The text's digest."""
        text = self.files.get(path)
        return "" if text is None else hashlib.sha256(text.encode()).hexdigest()


def rule(
    name: str,
    category: Category = Category.UNSCOPED_WRITE,
    level: Level = Level.ERROR,
    *,
    inline: bool = True,
    edition: int = 2026,
) -> RuleInfo:
    """A rule as the doors see it."""
    return RuleInfo(name, category, level, "", "", "Do it well.", (), inline, edition)


ANALYSIS = (
    "invalid-allow",
    "unused-allow",
    "expired-waiver",
    "unused-waiver",
    "ineffective-policy",
)

RULES: dict[str, RuleInfo] = {
    each.name: each
    for each in (
        rule("unscoped-delete"),
        rule("unscoped-update"),
        rule("blocking-index", Category.LOCKING, Level.WARNING),
        rule("token-literal", Category.CREDENTIAL, inline=False),
        rule("brand-new", Category.DATA_LOSS, edition=2027),
        *(rule(name, Category.ANALYSIS, Level.WARNING, inline=False) for name in ANALYSIS),
    )
}


def finding(
    name: str = "unscoped-delete",
    start: int = 0,
    *,
    path: str = "clean.sql",
    target: str = "users",
    level: Level | None = None,
    confidence: Confidence = Confidence.HIGH,
) -> Finding:
    """A finding as a rule makes it: ten code points long."""
    span = Span(path, start, start + 10)
    about = RULES[name]
    return Finding(
        rule=name,
        category=about.category,
        level=about.level if level is None else level,
        confidence=confidence,
        message=f"every row of {target} is deleted",
        span=span,
        effect=DataChange(
            span=span, verb=Verb.DELETE, target=target, scope=Scope.NONE, evidence=target
        ),
    )


def comment(text: str, start: int = 0, end: int = 100, path: str = "clean.sql") -> Comment:
    """A comment that binds a range of a text."""
    return Comment(Span(path, start, start + 1), text, Span(path, start, end))


@pytest.fixture
def policies() -> Callable[..., PolicySet]:
    """Makes the policies of a project from texts by path, `root` for the root's own."""

    def make(root: str = "", /, **others: str) -> PolicySet:
        return load(Files({"guardrail.toml": root, **others} if root else others))

    return make
