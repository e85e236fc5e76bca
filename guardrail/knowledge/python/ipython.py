"""IPython's ways to run commands and magics from Python: what `!cmd` and `%magic` become.

Source: the reference of `IPython.core.interactiveshell.InteractiveShell`, IPython 8.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, Row, RunsText

ROWS: tuple[Row, ...] = (
    RunsText(
        names=(
            *("get_ipython().system", "get_ipython().getoutput"),
            *("IPython.get_ipython().system", "IPython.get_ipython().getoutput"),
        ),
        language="shell",
        text=Argument(0, "cmd"),
        certain=True,
        example="get_ipython().system(\"psql -c 'DELETE FROM users'\")",
    ),
    RunsText(
        names=("get_ipython().magic", "IPython.get_ipython().magic"),
        language="magic",
        text=Argument(0, "arg_s"),
        certain=True,
        beside=("get_ipython",),
        example='get_ipython().magic("sql DELETE FROM users")',
    ),
)
