"""dbmate: `20240101120000_text.sql` with `-- migrate:up`, run in the order of their file names.

`db/schema.sql` beside them is what comes out, not where they start from.
Source: https://github.com/amacneil/dbmate#creating-migrations
"""

from __future__ import annotations

import re

from guardrail.project.histories.naming import Naming, by_name

NAMING = Naming(
    "dbmate",
    re.compile(r"\d+.*\.sql\Z"),
    by_name,
    mark=re.compile(r"^--\s*migrate:up", re.MULTILINE),
)
