"""Repositories of data that are public where nobody says otherwise."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange

START = """
from datasets import load_from_disk
from huggingface_hub import HfApi, create_repo

notes = load_from_disk("/data/notes").map(cleaned)
"""


@pytest.mark.parametrize(
    "call",
    [
        "notes.push_to_hub({})",
        "HfApi().create_repo({}, repo_type='dataset', exist_ok=True)",
        "create_repo({}, repo_type='dataset')",
    ],
)
@pytest.mark.parametrize(
    ("repository", "told"),
    [
        ("'shop/patient-notes'", True),
        ("'shop/support-tickets'", True),
        ("'shop/employee_emails'", True),
        ("'shop/patient-notes', private=False", True),
        ("'shop/poems', private=False", True),
        ("'shop/patient-notes', private=True", False),
        ("'shop/poems'", False),
        ("'shop/ticketing-model'", False),
    ],
)
def test_what_everybody_may_read(call: str, repository: str, told: bool) -> None:
    found = items(START + call.format(repository))
    assert any(isinstance(one, PrivilegeChange) for one in found) is told
