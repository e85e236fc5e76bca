"""A rule's page as Markdown, for people: what `guardrail explain` says, for an editor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from guardrail import __version__
from guardrail.cache import default_folder
from guardrail.example import Example
from guardrail.rule import Rule, RuleInfo, info
from guardrail_lsp.analysis.allowing import DAYS, MARKS


def page(rule: type[Rule], today: date) -> str:
    """The page: meaning, remedy, examples, and how a person allows a finding on the record."""
    about = info(rule)
    parts = [
        f"# {about.name}",
        f"{about.summary}",
        f"Level `{about.level}` · category `{about.category}`",
        f"## Why it matters\n\n{about.why}",
        f"## Do this instead\n\n{about.instead}",
        *_examples("Found", rule.bad),
        *_examples("Not found", rule.good),
        *_allowing(about, today),
    ]
    return "\n\n".join(parts) + "\n"


def _examples(title: str, examples: tuple[Example, ...] | list[Example] | object) -> Iterator[str]:
    assert isinstance(examples, list | tuple)
    if examples:
        yield f"## {title}"
    for example in examples:
        text = "(the file is deleted)" if example.text is None else example.whole.strip("\n")
        fence = "`" * 4
        yield f"`{example.path}`\n\n{fence}{_fence_name(example.language)}\n{text}\n{fence}"


def _fence_name(language: str) -> str:
    return {"workflow": "yaml", "credentials": "", "change": ""}.get(language, language)


def _allowing(about: RuleInfo, today: date) -> Iterator[str]:
    until = (today + timedelta(days=DAYS)).isoformat()
    yield "## To allow one finding on the record"
    if about.inline:
        mark = MARKS.get(about.languages[0] if about.languages else "sql", "#")
        comment = f'{mark} guardrail: allow[{about.name}] reason="why" until={until}'
        yield f"Above the statement, or at its end:\n\n```\n{comment}\n```"
    waiver = (
        f'[[waiver]]\nrule = "{about.name}"\nfingerprint = "…"\nowner = "@you"\n'
        f'reason = "why"\nuntil = {until}'
    )
    yield f"In `guardrail.toml`, for the finding with a fingerprint:\n\n```toml\n{waiver}\n```"
    yield "In a pull request it counts once it is on the base branch."


def kept(name: str, text: str) -> str:
    """Where the page lies as a file that an editor can open, "" where none can be written."""
    top = Path(default_folder())
    folder = top / "pages" / __version__
    file = folder / f"{name}.md"
    try:
        if hasattr(os, "geteuid") and top.lstat().st_uid != os.geteuid():
            return ""
        if not file.is_file() or file.read_text("utf-8") != text:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = folder / f".{name}.{os.getpid()}"
            part.write_text(text, "utf-8")
            part.replace(file)
    except OSError:
        return ""
    return str(file)
