"""Supabase: `supabase/migrations/20240101120000_text.sql`, in the order of their file names.

Source: https://supabase.com/docs/guides/deployment/database-migrations
"""

from __future__ import annotations

import re

from guardrail.project.histories.naming import Naming, by_name

NAMING = Naming("supabase", re.compile(r"\d+_.*\.sql\Z"), by_name, under="supabase/migrations")
