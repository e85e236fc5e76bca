"""patool: archives of any kind unpacked, with the program that is there for it.

Source: the documentation of patool 4.0, `patoolib.extract_archive(archive, outdir=)`.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.rows import Argument, ChangesFile, Row

ROWS: tuple[Row, ...] = (
    ChangesFile(
        names=("patoolib.extract_archive",),
        verb=Verb.OVERWRITE,
        path=Argument(-1, "outdir"),
        recursive=True,
        example='import patoolib\npatoolib.extract_archive("shop.7z", outdir="/")',
    ),
)
