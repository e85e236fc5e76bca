"""`guardrail fix`: mend what can be mended."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from guardrail.cli.check import jobs_of
from guardrail.cli.target import TARGET_OPTIONS, Chosen, choose
from guardrail.console.options import Command, Option, UsageError
from guardrail.console.output import print_safely
from guardrail.engine.check import Request, check
from guardrail.model import Edit, Finding, Fix
from guardrail.reporters.escaping import visible

COMMAND = Command(
    name="fix",
    summary="Mend what can be mended, in the files on disk.",
    words="[PATHS]",
    options=(
        *(option for option in TARGET_OPTIONS if option.name in ("--since", "--whole-file")),
        Option("--diff", "show what would change, and change nothing"),
        Option("--unsafe", "also fixes that change what happens when the code succeeds"),
        Option("--jobs", "how many processes read files", "N"),
        Option("--no-cache", "neither read nor keep facts of earlier runs"),
    ),
)


def run(arguments: Sequence[str]) -> int:
    """Apply the fixes, or show them; 1 where something is left to show or mend, else 0."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    only_show = parsed.values.pop("--diff", None) is not None
    chosen = choose(parsed)
    if chosen.target.snapshot.name != "work tree":
        raise UsageError("only files on disk can be mended")
    request = Request(
        chosen.target.snapshot,
        chosen.policies,
        chosen.target.paths,
        jobs=jobs_of(parsed),
        cache=chosen.cache,
    )
    findings = [f for f in check(request).counted() if f.fix is not None]
    usable = [f for f in findings if f.fix and (f.fix.safe or parsed.has("--unsafe"))]
    for path, fixes in _by_path(usable):
        _mend(chosen, path, fixes, only_show=only_show)
    left = len(findings) - len(usable)
    mended = "would be mended" if only_show else "mended"
    more = f"; {left} more with --unsafe" if left else ""
    print(f"{len(usable)} {'finding' if len(usable) == 1 else 'findings'} {mended}{more}")
    return 1 if usable and only_show else 0


def _by_path(findings: Sequence[Finding]) -> Iterator[tuple[str, list[Fix]]]:
    for path in dict.fromkeys(finding.span.path for finding in findings):
        yield path, [f.fix for f in findings if f.span.path == path and f.fix is not None]


def _mend(chosen: Chosen, path: str, fixes: Sequence[Fix], *, only_show: bool) -> None:
    text = chosen.target.snapshot.text(path)
    if text.codec.replace("-", "").lower() not in ("utf8", "ascii"):
        print_safely(visible(f"{path} is left alone: it is written in {text.codec}"))
        return
    mended = apply(text.text, fixes)
    if only_show:
        old, new = text.text.splitlines(), mended.splitlines()
        lines = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm="")
        print_safely("\n".join(visible(line) for line in lines))
        return
    root = chosen.target.snapshot.root
    assert root is not None
    _replace(root / path, text.text, mended)


def apply(text: str, fixes: Sequence[Fix]) -> str:
    """The text with the edits made; a fix that overlaps an earlier one is left out."""
    taken: list[Edit] = []
    for fix in fixes:
        if not any(_overlap(new, old) for new in fix.edits for old in taken):
            taken += fix.edits
    for edit in sorted(taken, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _overlap(one: Edit, other: Edit) -> bool:
    if one == other:
        return True
    return one.start < other.end and other.start < one.end


def _replace(file: Path, before: str, after: str) -> None:
    """Write the file in one step, keeping its mode and BOM, unless it changed meanwhile."""
    data = file.read_bytes()
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    if data[len(mark) :] != before.encode("utf-8"):
        raise UsageError(f"{file} changed while it was read: nothing was written to it")
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".guardrail-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(mark + after.encode("utf-8"))
        Path(name).chmod(file.stat().st_mode & 0o7777)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
