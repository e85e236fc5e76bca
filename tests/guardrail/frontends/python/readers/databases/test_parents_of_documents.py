"""Collections of Firestore that are come to from one of their documents."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange

CODE = """\
from firebase_admin import firestore
from google.cloud.firestore import Client, DocumentSnapshot
def load(db: Client, tenant: str) -> DocumentSnapshot:
    return db.collection("tenants").document(tenant).get()
def offboard(db: Client, tenant: str) -> None:
    document = db.collection("tenants").document(tenant)
    db.recursive_delete({0})
"""


@pytest.mark.parametrize(
    ("deleted", "told"),
    [
        ("document.parent", ["tenants"]),
        ("load(db, tenant).reference.parent", ["tenants"]),
        ("document", []),
        ("document.get().reference", []),
        ("load(db, tenant).reference", []),
    ],
)
def test_the_collection_goes_with_every_document(deleted: str, told: list[str]) -> None:
    found = items(CODE.format(deleted))
    assert [one.table for one in found if isinstance(one, SchemaChange)] == told
