"""Settings that are timeouts, and the units in which dialects give them.

Sources: PostgreSQL's chapter on client connection defaults, MySQL's and MariaDB's lists of system
variables, SQLite's pragmas, SQL Server's SET LOCK_TIMEOUT, Oracle's initialisation parameters.
"""

from __future__ import annotations

import re

from guardrail.patterns import late

_MS = 1
_S = 1000

TIMEOUTS: dict[str, int] = {
    "lock_timeout": _MS,
    "statement_timeout": _MS,
    "transaction_timeout": _MS,
    "deadlock_timeout": _MS,
    "idle_in_transaction_session_timeout": _MS,
    "idle_session_timeout": _MS,
    "max_execution_time": _MS,
    "busy_timeout": _MS,
    "lock_wait_timeout": _S,
    "innodb_lock_wait_timeout": _S,
    "max_statement_time": _S,
    "ddl_lock_timeout": _S,
    "wait_timeout": _S,
    "net_read_timeout": _S,
    "statement_timeout_in_seconds": _S,
    "statement_queued_timeout_in_seconds": _S,
    "max_execution_time_seconds": _S,
    "query_timeout": _S,
}
_SECONDS_THERE = {("snowflake", "lock_timeout"), ("oracle", "lock_timeout")}
_UNITS = {
    "": 0,
    "us": 0.001,
    "ms": 1,
    "s": 1000,
    "sec": 1000,
    "secs": 1000,
    "second": 1000,
    "seconds": 1000,
    "min": 60_000,
    "mins": 60_000,
    "minute": 60_000,
    "minutes": 60_000,
    "h": 3_600_000,
    "hour": 3_600_000,
    "hours": 3_600_000,
    "d": 86_400_000,
    "day": 86_400_000,
    "days": 86_400_000,
}
_DURATION = late(r"\s*(-?\d{1,15}(?:\.\d{1,9})?)\s*([a-z]{0,8})\s*", re.IGNORECASE)
_WAITS_FOREVER = frozenset({"tsql"})
_AT_ONCE = 1


def milliseconds(name: str, value: str, dialect: str) -> int:
    """The value of a timeout in milliseconds, -1 where it isn't one or isn't known.

    0 switches it off. Where 0 means not to wait at all, as for SQL Server's and Oracle's locks, it
    is 1, and SQL Server's -1, to wait for ever, is 0.
    """
    unit = TIMEOUTS.get(name)
    found = _DURATION.fullmatch(value)
    if unit is None or found is None:
        return -1
    if (dialect, name) in _SECONDS_THERE:
        unit = _S
    amount, given = float(found.group(1)), found.group(2).lower()
    if given not in _UNITS:
        return -1
    if dialect in _WAITS_FOREVER or name == "ddl_lock_timeout":
        if amount == 0:
            return _AT_ONCE
        amount = max(amount, 0)
    if amount < 0:
        return -1
    length = amount * (_UNITS[given] or unit)
    return max(round(length), 1) if length else 0
