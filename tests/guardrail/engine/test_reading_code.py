"""What is cached is let go when any code changes that facts are made by."""

from __future__ import annotations

import re
from pathlib import Path

import guardrail
from guardrail.engine.reading_code import READERS

PACKAGE = Path(guardrail.__file__).parent
IMPORTED = re.compile(r"^ *from guardrail(?:\.(\w+)\S* import| import (\w+))", re.MULTILINE)
STATE = {"snapshot", "git"}
"""What gives the texts, and makes nothing of them."""


def test_whatever_the_reading_parts_import_counts_as_one() -> None:
    parts = [PACKAGE / name for name in READERS if name != "engine"]
    files = [file for one in parts for file in ([one] if one.is_file() else one.rglob("*.py"))]
    imported = {a or b for file in files for a, b in IMPORTED.findall(file.read_text("utf-8"))}
    assert imported - STATE <= {name.removesuffix(".py") for name in READERS}
