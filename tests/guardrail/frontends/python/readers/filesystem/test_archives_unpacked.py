"""Archives that are unpacked: whose names nobody looks at, and what looks at them."""

from __future__ import annotations

import pytest
from reading_python import shown

ARCHIVE = """
import tarfile, io, requests
def install(path, folder):
    {opened}
    {look}
    archive.extractall({given})
"""


@pytest.mark.parametrize(
    ("opened", "look", "given", "whose"),
    [
        ("archive = tarfile.open(path)", "", "folder", "a caller's"),
        ("archive = tarfile.open(path)", "", "folder, filter='data'", ""),
        ("archive = tarfile.open(path)", "", "folder, filter='fully_trusted'", "a caller's"),
        ("archive = tarfile.open('a.tar')", "", "folder", ""),
        (
            "archive = tarfile.open(fileobj=io.BytesIO(requests.get(path).content))",
            "",
            "folder",
            "a fetched",
        ),
        ("archive = tarfile.open(path)", "assert is_safe(archive)", "folder", ""),
        (
            "archive = tarfile.open(path)",
            "",
            "folder)\n    print([one.relative_to(folder) for one in folder.iterdir()]",
            "a caller's",
        ),
    ],
)
def test_archives_whose_names_nobody_looks_at(
    opened: str, look: str, given: str, whose: str
) -> None:
    code = ARCHIVE.format(opened=opened, look=look, given=given)
    found = [line for line in shown(code) if "FileChange" in line]
    assert [f"unfiltered={whose}" in line for line in found] == [bool(whose)]


@pytest.mark.parametrize(
    ("rest", "known"),
    [("", True), (', "zip"', False), (', format="zip"', False), (', "tar"', True)],
)
def test_names_in_a_zip_are_looked_at_by_python_itself(rest: str, known: bool) -> None:
    code = f"import shutil\ndef put(upload, into):\n    shutil.unpack_archive(upload, into{rest})"
    assert any("unfiltered=" in line for line in shown(code)) is known
