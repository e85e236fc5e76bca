"""File URIs and file names, also those whose bytes are no text."""

from __future__ import annotations

import os
import sys
from urllib.parse import quote, unquote_to_bytes, urlsplit


def file_of(uri: str) -> str | None:
    """The file that a URI names, `None` for one of another scheme."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    path = os.fsdecode(unquote_to_bytes(parts.path))
    if sys.platform == "win32":
        path = path.lstrip("/").replace("/", "\\") if not parts.netloc else path
    return f"//{parts.netloc}{path}" if parts.netloc not in ("", "localhost") else path


def uri_of(file: str) -> str:
    """The URI of a file."""
    path = file.replace(os.sep, "/")
    if not path.startswith("/"):
        path = f"/{path}"
    return f"file://{quote(os.fsencode(path))}"
