"""`guardrail fix`: mend what can be mended."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from guardrail.cli.check import jobs_of
from guardrail.cli.mending import Mended, mend
from guardrail.cli.target import TARGET_OPTIONS, Chosen, choose
from guardrail.console.options import Command, Option, UsageError
from guardrail.console.output import print_safely
from guardrail.engine.check import Request
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
        changed_lines=chosen.target.changed_lines,
        jobs=jobs_of(parsed),
        cache=chosen.cache,
    )
    mended = mend(request, unsafe=parsed.has("--unsafe"))
    if only_show:
        _show(chosen, mended)
    else:
        _write(chosen, mended)
    more = f"; {mended.left} more with --unsafe" if mended.left else ""
    how = "would be mended" if only_show else "mended"
    print(f"{mended.count} {'finding' if mended.count == 1 else 'findings'} {how}{more}")
    return 1 if mended.count and only_show else 0


def _show(chosen: Chosen, mended: Mended) -> None:
    for path, after in mended.texts.items():
        new = path in mended.made
        before = "" if new else chosen.target.snapshot.text(path).text
        lines = difflib.unified_diff(
            before.splitlines(),
            after.splitlines(),
            "/dev/null" if new else f"a/{path}",
            f"b/{path}",
            lineterm="",
        )
        print_safely("\n".join(visible(line) for line in lines))


def _write(chosen: Chosen, mended: Mended) -> None:
    """Write every file, new ones first, or none where something is in the way."""
    snapshot, root = chosen.target.snapshot, chosen.target.snapshot.root
    assert root is not None
    for path in mended.made:
        if os.path.lexists(root / path):
            raise UsageError(f"{path} is there already: nothing was written")
    for path in mended.made:
        _create(root, path, mended.texts[path])
        print_safely(visible(f"made {path}"))
    for path, after in mended.texts.items():
        if path in mended.made:
            continue
        text = snapshot.text(path)
        if text.codec.replace("-", "").lower() not in ("utf8", "ascii"):
            print_safely(visible(f"{path} is left alone: it is written in {text.codec}"))
            continue
        _replace(root / path, text.text, after)


def _create(root: Path, path: str, text: str) -> None:
    """Write a file that isn't there. Links don't lead out of the project."""
    file = root / path
    inside = Path(os.path.realpath(file.parent)).is_relative_to(os.path.realpath(root))
    if not inside:
        raise UsageError(f"{path} would lie outside the project: nothing was written")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as out:
        out.write(text.encode("utf-8"))


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
