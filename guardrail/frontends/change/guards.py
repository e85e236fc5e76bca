"""Which files guard, and what looks at a change of each."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from importlib import import_module

from msgspec.structs import replace

from guardrail.frontends.change.weakening import Weakening
from guardrail.model import ChangeKind, FileEdit
from guardrail.settings import glob_matches

Look = Callable[[FileEdit], Iterator[Weakening]]

_HERE = "guardrail.frontends.change"
_HOOK_NAMES = (
    "pre-commit",
    "pre-merge-commit",
    "prepare-commit-msg",
    "commit-msg",
    "pre-push",
    "pre-rebase",
    "pre-receive",
    "update",
)
_AGENT_FILES = (
    "**/.claude/settings*.json",
    "**/.claude/hooks/*.json",
    "**/.claude-plugin/*.json",
    "**/hooks/hooks.json",
    "**/.cursor/*.json",
    "**/.codex/*.toml",
    "**/.codex/*.json",
    "**/.gemini/settings.json",
    "**/.qwen/settings.json",
    "**/.windsurf/*.json",
    "**/.devin/*.json",
    "**/.kiro/**/*.json",
    "**/.amp/settings.json",
    "**/.factory/settings.json",
    "**/.github/hooks/*.json",
    "**/.github/copilot/settings*.json",
    "**/.vscode/settings.json",
    "**/.vscode/mcp.json",
    "**/opencode.json",
    "**/opencode.jsonc",
    "**/.mcp.json",
)

LOOKS: tuple[tuple[str, str], ...] = (
    ("**/guardrail.toml", "policy:guardrail_toml"),
    ("**/pyproject.toml", "policy:pyproject"),
    ("**/*guardrail*baseline*.json", "policy:baseline"),
    ("**/.pre-commit-config.yaml", "pre_commit:pre_commit_config"),
    ("**/.pre-commit-config.yml", "pre_commit:pre_commit_config"),
    ("**/lefthook*.yml", "lefthook:lefthook"),
    ("**/lefthook*.yaml", "lefthook:lefthook"),
    ("**/lefthook*.toml", "lefthook:lefthook"),
    ("**/lefthook*.json", "lefthook:lefthook"),
    ("**/.lefthook*.y*ml", "lefthook:lefthook"),
    ("**/package.json", "packages:package_json"),
    *((f"**/.husky/{name}", "scripts:hook_script") for name in _HOOK_NAMES),
    *((f"**/.githooks/{name}", "scripts:hook_script") for name in _HOOK_NAMES),
    *((f"**/git-hooks/{name}", "scripts:hook_script") for name in _HOOK_NAMES),
    *((f"**/githooks/{name}", "scripts:hook_script") for name in _HOOK_NAMES),
    *((f"**/hooks/{name}", "scripts:hook_script") for name in _HOOK_NAMES),
    ("**/.github/workflows/*.y*ml", "github:workflow"),
    ("**/.forgejo/workflows/*.y*ml", "github:workflow"),
    ("**/.gitea/workflows/*.y*ml", "github:workflow"),
    ("**/.gitlab-ci.yml", "other_ci:pipeline"),
    ("**/.gitlab/**/*.yml", "other_ci:pipeline"),
    ("**/azure-pipelines*.y*ml", "other_ci:pipeline"),
    ("**/.circleci/config.yml", "other_ci:pipeline"),
    ("**/bitbucket-pipelines.yml", "other_ci:pipeline"),
    ("**/.buildkite/*.y*ml", "other_ci:pipeline"),
    ("**/.drone.yml", "other_ci:pipeline"),
    ("**/.woodpecker*.y*ml", "other_ci:pipeline"),
    *((pattern, "agents:agent_settings") for pattern in _AGENT_FILES),
    ("**/codeowners", "owners:code_owners"),
)
"""Patterns of folded paths (`folded`), and the function that looks."""


def folded(path: str) -> str:
    """A path as file systems that are careless about names would open it.

    Case, composed characters, trailing dots and blanks, and Windows' streams make no difference.
    """
    plain = unicodedata.normalize("NFC", path).casefold().replace("\\", "/")
    parts = (part.partition("::$")[0].rstrip(". ") or part for part in plain.split("/"))
    return "/".join(parts)


def weakenings(edit: FileEdit) -> Iterator[Weakening]:
    """How a change of one file weakens guards. A guard that moves away is one that is deleted."""
    look, old_look = look_at(edit.path), look_at(edit.old_path)
    if edit.kind is ChangeKind.RENAMED and old_look and old_look != look:
        gone = replace(edit, kind=ChangeKind.DELETED, path=edit.old_path, after=None, new_mode=0)
        yield from _function(old_look)(gone)
        edit = replace(edit, kind=ChangeKind.ADDED, before=None, old_mode=0)
    if look:
        yield from _function(look)(edit)


def look_at(path: str) -> str:
    """The name of what looks at a file, "" where it is no guard."""
    plain = folded(path)
    name = plain.rsplit("/", 1)[-1]
    for pattern, look in LOOKS:
        if _may_match(pattern, name) and glob_matches(pattern, plain):
            return look
    return ""


def _may_match(pattern: str, name: str) -> bool:
    """A cheap test on names alone, so that most patterns are never tried."""
    wanted = pattern.rsplit("/", 1)[-1]
    return name == wanted if "*" not in wanted else name.endswith(wanted.rsplit("*", 1)[-1])


def _function(name: str) -> Look:
    module, _, function = name.partition(":")
    found: Look = getattr(import_module(f"{_HERE}.{module}"), function)
    return found
