"""Writes `docs/guardrail.schema.json` from the classes that check `guardrail.toml`."""

from __future__ import annotations

import sys
from pathlib import Path

from guardrail.policy.schema import rendered

FILE = Path(__file__).parent.parent / "docs" / "guardrail.schema.json"


def main() -> int:
    """Write the file; with `--check` only say whether it is up to date."""
    text = rendered()
    if "--check" in sys.argv[1:]:
        return 0 if FILE.is_file() and FILE.read_text("utf-8") == text else 1
    FILE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
