"""goose: `00001_text.sql` with `-- +goose Up`; the number decides. Go migrations aren't read.

Source: https://pressly.github.io/goose/documentation/annotations/
"""

from __future__ import annotations

import re

from guardrail.project.histories.naming import Naming, by_number

NAMING = Naming(
    "goose",
    re.compile(r"\d+_.*\.sql\Z"),
    by_number,
    mark=re.compile(r"^--\s*\+goose\s+Up", re.MULTILINE | re.IGNORECASE),
)
