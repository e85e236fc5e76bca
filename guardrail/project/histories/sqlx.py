"""sqlx: `20240101120000_text.sql`, or `.up.sql` with `.down.sql`, beside a `Cargo.toml`.

The version before the underscore is a 64-bit number and decides the order.
Source: https://docs.rs/sqlx/latest/sqlx/migrate/trait.MigrationSource.html
"""

from __future__ import annotations

import re

from guardrail.project.histories.naming import Naming, by_number

NAMING = Naming(
    "sqlx",
    re.compile(r"\d+_(?!.*\.down\.sql).*\.sql\Z"),
    by_number,
    near="Cargo.toml",
    under="migrations",
)
