"""What a trigger does that is written beside a model."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

MODEL = """\
import pgtrigger

PURGE = \"\"\"
    DELETE FROM files_document{};
    RETURN OLD;
\"\"\"


class Folder(models.Model):
    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="purge", when=pgtrigger.Before, operation=pgtrigger.Delete, func={}
            ),
        ]
"""


@pytest.mark.parametrize("func", ["PURGE", "pgtrigger.Func(PURGE)"])
def test_a_trigger_that_deletes_every_row(func: str) -> None:
    every = python(MODEL.format("", func), path="files/models.py")
    own = python(MODEL.format(" WHERE folder_id = OLD.id", func), path="files/models.py")
    assert level("unscoped-delete", every) is Level.ERROR
    assert level("unscoped-delete", own) is Level.OFF
