"""The express way: files in which there is nothing to see.

Most runs of a hook end here, so nothing is imported that a glance doesn't need: no rules, no
policy, no Structs. Whatever this module isn't sure of goes the ordinary way.
"""

from __future__ import annotations

import os
import time

LARGEST = 1_000_000
_KNOWN = {".py": "python", ".md": "text", ".txt": "text", ".rst": "text", ".css": "text"}


def nothing_to_see(words: list[str]) -> str | None:
    """The closing line of a check of plain files that the screen finds empty, else `None`.

    `None` also where anything is out of the ordinary: options, folders, a policy, an encoding.
    """
    started = time.monotonic()
    if not words or any(word.startswith("-") for word in words) or "GITHUB_ACTIONS" in os.environ:
        return None
    if _has_policy(os.getcwd()):  # noqa: PTH109 (start-up)
        return None
    from guardrail.screen import worth_reading

    for word in words:
        if word.startswith("/") or ".." in word.split("/"):
            return None
        text = _plain_text(word)
        language = _KNOWN.get(os.path.splitext(word)[1])  # noqa: PTH122 (start-up)
        if text is None or language is None:
            return None
        if worth_reading(language, text) or worth_reading("credentials", text):
            return None
    from guardrail.reporters.closing import closing_line

    return closing_line(judged=len(words), seconds=time.monotonic() - started)


def _has_policy(folder: str) -> bool:
    """Whether a policy may stand in the folder or above it, up to the repository's root."""
    while True:
        if os.path.lexists(f"{folder}/guardrail.toml"):
            return True
        if os.path.lexists(f"{folder}/pyproject.toml"):
            text = _plain_text(f"{folder}/pyproject.toml")
            if text is None or "guardrail" in text:
                return True
        parent = os.path.dirname(folder)  # noqa: PTH120 (start-up)
        if parent == folder or os.path.lexists(f"{folder}/.git"):
            return False
        folder = parent


def _plain_text(path: str) -> str | None:
    """The text of an ordinary UTF-8 file, else `None`."""
    if os.path.islink(path):  # noqa: PTH114 (start-up)
        return None
    try:
        status = os.stat(path)  # noqa: PTH116 (start-up)
        if status.st_mode & 0o170000 != 0o100000 or status.st_size > LARGEST:
            return None
        with open(path, "rb") as file:  # noqa: PTH123 (start-up)
            data = file.read(LARGEST + 1)
        head = data[:300]
        if b"\0" in data or b"coding" in head or head[:3] == b"\xef\xbb\xbf":
            return None
        return data.decode("utf-8")
    except (OSError, ValueError):
        return None
