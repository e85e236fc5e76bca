"""Folders that code makes like others, and what is told of what the others lack."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange

FSSPEC = """
from fsspec.generic import rsync

ROUTES = [({source!r}, {target!r})]
OPTIONS = {{"source_field": "size", "delete_missing": {switch}}}

def copy(source, destination):
    rsync(source, destination, **OPTIONS)

for source, destination in ROUTES:
    copy(source, destination)
"""
PATCHWORK = """
from patchwork.transfers import rsync
rsync(connection, {source!r}, {target!r}, delete={switch})
"""
DIRSYNC = """
from dirsync import sync
sync({source!r}, {target!r}, "sync", purge={switch})
"""


def told(code: str, source: str, target: str, switch: str = "True") -> list[str]:
    """Which folders lose what the others lack."""
    found = items(code.format(source=source, target=target, switch=switch))
    return [one.target for one in found if isinstance(one, DataChange)]


@pytest.mark.parametrize("code", [FSSPEC, PATCHWORK, DIRSYNC])
def test_an_archive_loses_what_its_buffer_lost(code: str) -> None:
    assert told(code, "/buffer/scans", "/archive/scans") == ["/archive/scans"]


@pytest.mark.parametrize("code", [FSSPEC, PATCHWORK, DIRSYNC])
def test_a_copy_is_as_good_as_its_source(code: str) -> None:
    assert told(code, "/build/site", "/srv/www/site") == []
    assert told(code, "/buffer/scans", "/archive/scans", "False") == []
