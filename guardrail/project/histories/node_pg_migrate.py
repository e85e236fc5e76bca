"""node-pg-migrate: `1391877300255_text.sql` with `-- Up Migration`, by the number before the name.

Its migrations in JavaScript and TypeScript aren't read.
Source: https://salsita.github.io/node-pg-migrate/migrations/
"""

from __future__ import annotations

import re

from guardrail.project.histories.naming import Naming, by_number

NAMING = Naming(
    "node-pg-migrate",
    re.compile(r"\d+[_-].*\.sql\Z"),
    by_number,
    mark=re.compile(r"^--\s*Up Migration", re.MULTILINE | re.IGNORECASE),
)
