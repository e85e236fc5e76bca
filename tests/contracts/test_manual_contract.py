"""The manual keeps up with the code: it has every command and option, its links lead somewhere."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from guardrail.cli.main import COMMANDS
from guardrail.console.output import FORMAT_NAMES

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "rules/*.md", "examples/*.md", "bench/*.md")
    for path in ROOT.glob(pattern)
)
LINK = re.compile(r"(?<!`)\]\(([^)#\s]*)(?:#[^)\s]*)?\)")
USAGE = (ROOT / "docs" / "usage.md").read_text()


def test_every_command_is_in_the_manual() -> None:
    assert [name for name in COMMANDS if f"[`{name}`]" not in USAGE] == []


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("ci", "hook")])
def test_every_option_is_in_the_manual(command: str) -> None:
    described = import_module(COMMANDS[command][0]).COMMAND
    manual = USAGE + (ROOT / "docs" / "configuration.md").read_text()
    assert [option.name for option in described.options if f"`{option.name}" not in manual] == []


def test_every_format_is_in_the_manual() -> None:
    assert [name for name in FORMAT_NAMES if f"| `{name}` |" not in USAGE] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text()) if target]
    local = [target for target in targets if "://" not in target and "mailto:" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []
