"""golang-migrate: `1_text.up.sql`, with `.down.sql` as the way back. Versions are numbers.

Source: https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md
"""

from __future__ import annotations

import re

from guardrail.project.histories.naming import Naming, by_number

NAMING = Naming("golang-migrate", re.compile(r"\d+_.*\.up\.sql\Z|\d+\.up\.sql\Z"), by_number)
