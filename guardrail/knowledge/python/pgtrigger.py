"""django-pgtrigger: functions of triggers, written in PL/pgSQL beside the model.

Source: django-pgtrigger 4.17, `pgtrigger.core` (Trigger, Func): `func` is the body of the function
that PostgreSQL runs for each row or statement; `Func` is a template of one.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import FIRST, Argument, Row, RunsText

_START = "import pgtrigger\n"
_BODY = "DELETE FROM files_document; RETURN OLD;"

ROWS: tuple[Row, ...] = (
    RunsText(
        names=("pgtrigger.Trigger", "pgtrigger.core.Trigger"),
        language="sql",
        text=Argument(-1, "func"),
        certain=True,
        dialect="postgres",
        beside=("pgtrigger",),
        example=_START
        + f"pgtrigger.Trigger(name='purge', operation=pgtrigger.Delete, func='{_BODY}')",
    ),
    RunsText(
        names=("pgtrigger.Func", "pgtrigger.core.Func"),
        language="sql",
        text=FIRST,
        certain=True,
        dialect="postgres",
        beside=("pgtrigger",),
        unproved="its only parameter is the text",
        example=_START + f"pgtrigger.Func('{_BODY}')",
    ),
)
