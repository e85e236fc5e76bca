"""Files that a loop leaves empty are as gone as those that it deletes."""

from __future__ import annotations

import pytest
from reading_python import shown

LOOP = """
import json, os
from pathlib import Path

for path in Path("/var/lib/shop/documents").rglob("*.json"):
    {}
"""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("open(path, 'w').close()", True),
        ("path.write_text('')", True),
        ("os.truncate(path, 0)", True),
        ("with open(path, 'w'): pass", True),
        ("with open(path, 'w') as file: file.truncate()", True),
        ("path.write_text(made(path))", False),
        ("with open(path, 'w') as file: json.dump({}, file)", False),
        ("(Path('/srv/out') / path.name).write_text('')", False),
        ("open(path, 'a').close()", False),
    ],
)
def test_what_is_left_empty(line: str, told: bool) -> None:
    found = shown(LOOP.replace("{}", line, 1))
    assert any("delete" in one for one in found) is told
