"""Folders made like others: which of them keep what the others hold no more."""

from __future__ import annotations

import pytest

from guardrail.knowledge.mirrors import loses_what_was_kept


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("file:///buffer/scope-1", "s3://institute-archive/scope-1"),
        ("/srv/incoming/", "nas:/data/archives/incoming-2026/"[:25]),
        ("/data/inbox", "/mnt/records/letters"),
        ("/mnt/sd-card/DCIM", "/home/me/originals/2026"),
        ("/srv/shop", "/srv/uploads/"),
        ("/srv/app/", "deploy@web:/srv/uploads"),
    ],
)
def test_what_is_kept_is_lost(source: str, target: str) -> None:
    assert loses_what_was_kept([source], target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("/build/site", "s3://www.shop.example"),
        ("/srv/photos/", "nas:/archive/photos/"),
        ("/buffer/scope-1", "/scratch/scope-1"),
        ("/srv/uploads/", "backup@nas:/backups/uploads"),
        ("/srv/inbox/", "/mnt/mirror/archive"),
        ("/data/archive", "/data/buffer"),
        ("", ""),
    ],
)
def test_a_copy_stays_one(source: str, target: str) -> None:
    assert not loses_what_was_kept([source], target)
