"""Every operation of AWS that the tables know is in botocore's own models, with its arguments."""

from __future__ import annotations

import installed
import pytest

from guardrail.knowledge.python import all_rows
from guardrail.knowledge.python.rows import ChangesResource

pytestmark = pytest.mark.libraries
OF_RESOURCES = frozenset(("attach_policy", "authorize_ingress"))
"""Methods of boto3's resources, which no service model has."""


def test_each_operation_exists_with_its_arguments() -> None:
    asked = [
        [row.service, name.removeprefix("."), [row.id, row.document, *_protecting(row)]]
        for row in all_rows()
        if isinstance(row, ChangesResource)
        for name in row.names
        if name.removeprefix(".") not in OF_RESOURCES and " " not in row.service
    ]
    assert len(asked) > 300
    told = [
        installed.asked(python, "ask_botocore.py", asked) for python in installed.pythons().values()
    ]
    answers = [answer for answer in told if answer != "absent"]
    if installed.ONLY and not answers:
        pytest.skip("in another environment")
    assert answers, "botocore is in no environment"
    assert answers[0] == []


def _protecting(row: ChangesResource) -> list[str]:
    return [argument for argument, _, _ in row.protections]
