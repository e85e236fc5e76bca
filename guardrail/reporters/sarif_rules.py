"""The rules of a SARIF log: what a viewer shows of them, and how GitHub ranks their alerts."""

from __future__ import annotations

from typing import Any

from guardrail.model import Category, Level
from guardrail.rule import RuleInfo

LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note", Level.OFF: "none"}
_PROBLEM = {Level.ERROR: "error", Level.WARNING: "warning"}
# GitHub's steps: critical from 9.0, high from 7.0, medium from 4.0, low above 0.
_SEVERITY = {Level.ERROR: 8.0, Level.WARNING: 5.0, Level.INFO: 2.0, Level.OFF: 0.1}
_GRAVEST = frozenset(
    (Category.DATA_LOSS, Category.CREDENTIAL, Category.INFRASTRUCTURE, Category.REMOTE_CODE)
)


def rule_data(name: str, info: RuleInfo | None, category: Category | None) -> dict[str, Any]:
    """A rule as a reporting descriptor; the name alone where no more is known of it."""
    if info is None:
        tags = [str(category)] if category is not None else []
        return {
            "id": name,
            "shortDescription": {"text": name.replace("-", " ")},
            "properties": {"tags": ["security", *tags]},
        }
    severity = _SEVERITY[info.level] + (1.0 if info.category in _GRAVEST else 0.0)
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": info.summary},
        "fullDescription": {"text": info.summary},
        "defaultConfiguration": {"level": LEVELS[info.level], "enabled": info.level > Level.OFF},
        "help": {"text": _plain(info), "markdown": _markdown(info)},
        "properties": {
            "tags": ["security", str(info.category), *info.languages][:10],
            "precision": "high",
            "problem.severity": _PROBLEM.get(info.level, "recommendation"),
            "security-severity": f"{severity:.1f}",
        },
    }


def _plain(info: RuleInfo) -> str:
    return f"{info.summary}\n\n{info.why}\n\nInstead: {info.instead}"


def _markdown(info: RuleInfo) -> str:
    return (
        f"{info.summary}\n\n## Why it matters\n\n{info.why}\n\n## Do this instead\n\n{info.instead}"
    )
