"""Processes of a machine that a program ends, one or all of them.

Source: Python library reference, `os.kill` (with -1 every process that the user may signal, as in
kill(2)); the documentation of psutil 7.2, `process_iter`, `pids`, `Process`.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, EndsProcesses, Row

ROWS: tuple[Row, ...] = (
    EndsProcesses(
        names=("os.kill",),
        pid=Argument(0, "pid"),
        beside=("-1", "psutil", "/proc", "pgrep", '"ps"', "'ps'"),
        example="import os, signal\nos.kill(-1, signal.SIGKILL)",
    ),
    EndsProcesses(
        names=(".kill", ".terminate", ".send_signal", ".suspend"),
        beside=("process_iter", "psutil.pids"),
        example="import psutil\nfor process in psutil.process_iter():\n    process.kill()",
    ),
)
