"""Every operation of AWS that the tables know is in botocore's own models, with its arguments."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from guardrail.knowledge.python import all_rows
from guardrail.knowledge.python.rows import ChangesResource

pytestmark = pytest.mark.libraries
OF_RESOURCES = frozenset(("attach_policy",))
"""Methods of boto3's resources, which no service model has."""


def test_each_operation_exists_with_its_arguments() -> None:
    asked = [
        [row.service, name.removeprefix("."), [row.id, row.document, *_protecting(row)]]
        for row in all_rows()
        if isinstance(row, ChangesResource)
        for name in row.names
        if name.removeprefix(".") not in OF_RESOURCES
    ]
    assert len(asked) > 300
    answers = [one for folder in _environments() if (one := _ask(folder, asked)) != "absent"]
    assert answers, "botocore is in no environment"
    assert answers[0] == []


def _protecting(row: ChangesResource) -> list[str]:
    return [argument for argument, _, _ in row.protections]


def _environments() -> list[Path]:
    return sorted(Path(os.environ["GUARDRAIL_LIBRARIES"]).iterdir())


def _ask(folder: Path, asked: list[list[object]]) -> object:
    run = subprocess.run(
        [folder / "bin" / "python", Path(__file__).parent / "ask_botocore.py"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout.splitlines()[-1])
