"""Oracle's cloud: what its clients delete, and objects of a bucket one after the other."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, ResourceChange

START = (
    "import oci\nconfig = oci.config.from_file()\n"
    "store = oci.object_storage.ObjectStorageClient(config)\n"
)
EACH = "for one in store.list_objects('shop', 'invoices'{0}).data.objects:\n    "
DELETES = "store.delete_object('shop', 'invoices', one.name)\n"


@pytest.mark.parametrize(
    ("call", "what"),
    [
        ("oci.database.DatabaseClient(config).terminate_db_system(system)", "database system"),
        ("oci.core.BlockstorageClient(config).delete_volume(volume)", "volume"),
        ("oci.identity.IdentityClient(config).delete_compartment(place)", "compartment"),
        ("store.delete_bucket('shop', 'invoices')", "bucket"),
    ],
)
def test_what_a_client_deletes(call: str, what: str) -> None:
    found = [one for one in items(START + call) if isinstance(one, ResourceChange)]
    assert [one.kind for one in found] == [what]


@pytest.mark.parametrize(("which", "count"), [("", 1), (", prefix='tmp/'", 0)])
def test_every_object_of_a_bucket(which: str, count: int) -> None:
    code = START + EACH.format(which) + DELETES
    found = [one for one in items(code) if isinstance(one, DataChange)]
    assert len(found) == count
