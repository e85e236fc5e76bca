"""Of a name of which now more and now less is known, what is known most of."""

import pytest
from reading_python import items

from guardrail.effects import ResourceChange
from guardrail.spanmap import HOLE_WORD

_CODE = """
import os, gcsfs
fs = gcsfs.GCSFileSystem()
ROOT = os.environ.get("ROOT", "lake/features")
fs.rm({0}, recursive=True)
"""


@pytest.mark.parametrize(
    ("path", "begins", "ends"),
    [
        ("f'{ROOT}/day={day}'", "lake/features/day=", f"day={HOLE_WORD}"),
        ("f'{ROOT}/day=2026-01-01'", "lake/features/day=2026", "2026-01-01"),
        ("f'{name}'", "", ""),
    ],
)
def test_the_default_of_a_setting_is_a_part_of_it(path: str, begins: str, ends: str) -> None:
    found = [one for one in items(_CODE.format(path)) if isinstance(one, ResourceChange)]
    assert [one.id.startswith(begins) and ends in one.id for one in found] == [True]
    assert bool(found[0].id) is bool(begins)


def test_what_a_saved_bucket_gives_up_stands_where_it_is_set() -> None:
    code = (
        "from google.cloud import storage\nbucket = storage.Client().bucket('shop')\n"
        "bucket.soft_delete_policy.retention_duration_seconds = 0\nbucket.labels = {}\n"
        "bucket.patch()\n"
    )
    (found,) = [one for one in items(code) if isinstance(one, ResourceChange)]
    assert code[found.span.start : found.span.end].startswith("bucket.soft_delete_policy")
    assert found.protections == ("deleted objects, kept for a while",)
