"""sql-migrate: files with `-- +migrate Up`, by the number that their names begin with.

Source: https://github.com/rubenv/sql-migrate#writing-migrations
"""

from __future__ import annotations

import re

from guardrail.project.histories.naming import Naming, by_number

NAMING = Naming(
    "sql-migrate",
    re.compile(r"\d+.*\.sql\Z"),
    by_number,
    mark=re.compile(r"^--\s*\+migrate\s+Up", re.MULTILINE | re.IGNORECASE),
)
