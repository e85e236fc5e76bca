"""Settings that need not be there, and leave a filter with nothing in it."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange

CODE = """
import boto3
from django.conf import settings

prefix = {0}
boto3.resource("s3").Bucket("exports").objects.filter(Prefix=prefix).delete()
"""


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("getattr(settings, 'EXPORT_PREFIX', '')", True),
        ("getattr(settings, 'EXPORT_PREFIX', None)", True),
        ("app.config.get('EXPORT_PREFIX', '')", True),
        ("app.config.get('EXPORT_PREFIX')", True),
        ("config.get('exports', 'EXPORT_PREFIX', fallback='')", True),
        ("config.get('EXPORT_PREFIX', 'exports/')", False),
        ("config.get('exports', 'EXPORT_PREFIX')", False),
        ("getattr(settings, 'EXPORT_PREFIX', 'exports/')", False),
        ("getattr(settings, 'EXPORT_PREFIX')", False),
        ("settings.EXPORT_PREFIX", False),
        ("getattr(run, 'prefix', '')", False),
    ],
)
def test_a_setting_that_nobody_sets_is_empty(setting: str, told: bool) -> None:
    (found,) = [one for one in items(CODE.format(setting)) if isinstance(one, DataChange)]
    assert ("EXPORT_PREFIX" in found.reason) is told
