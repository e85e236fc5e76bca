"""Folders of servers that are emptied over FTP and SFTP: one that is meant to go is none."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

WALKED = """
import paramiko, stat

class Cleaner:
    def __init__(self, sftp: paramiko.SFTPClient) -> None:
        self.sftp = sftp

    def wipe(self, folder: str) -> None:
        for one in self.sftp.listdir_attr(folder):
            path = f"{{folder}}/{{one.filename}}"
            if stat.S_ISDIR(one.st_mode):
                self.wipe(path)
            else:
                self.sftp.remove(path)

def main(run: int, sftp: paramiko.SFTPClient) -> None:
    Cleaner(sftp).wipe({folder})
"""
LISTED = """
import ftplib
ftp = ftplib.FTP_TLS(host)
for name in ftp.nlst({folder}):
    ftp.delete(name)
"""


@pytest.mark.parametrize("code", [WALKED, LISTED])
@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ('"/archive"', [Scope.NONE]),
        ("ROOT", [Scope.NONE]),
        ('f"/tmp/sync-{run}"', []),
        ('"/srv/uploads/staging"', []),
    ],
)
def test_a_folder_of_a_server_is_known_where_it_is_named(
    code: str, folder: str, told: list[Scope]
) -> None:
    found = items(code.format(folder=folder))
    assert [one.scope for one in found if isinstance(one, DataChange)] == told


RECURSIVE = """
import ftplib, posixpath

def clear(ftp: ftplib.FTP_TLS, folder: str) -> None:
    for name, facts in list(ftp.mlsd(folder, facts=["type"])):
        path = posixpath.join(folder, name)
        if facts["type"] == "dir":
            clear(ftp, path)
        elif facts["type"] == "file":
            ftp.delete(path)

def main(ftp: ftplib.FTP_TLS) -> None:
    clear(ftp, "{folder}")
"""


@pytest.mark.parametrize(
    ("folder", "told"), [("/", [Scope.NONE]), ("/in", [Scope.NONE]), ("/in/.partial", [])]
)
def test_what_sort_an_entry_is_of_picks_none(folder: str, told: list[Scope]) -> None:
    found = items(RECURSIVE.format(folder=folder))
    assert [one.scope for one in found if isinstance(one, DataChange)] == told


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("print(name)", [Scope.NONE]),
        ("facts.get(name)", [Scope.NONE]),
        ("ftp.retrbinary(f'RETR {name}', keep.write)", []),
        ("ftp.rename(name, f'done/{name}')", []),
        ("fetch_one(ftp, name)", []),
    ],
)
def test_what_was_fetched_or_put_aside_before_is_not_lost(first: str, told: list[Scope]) -> None:
    head = "import ftplib\nftp = ftplib.FTP_TLS(host)\n"
    loop = f"for name in ftp.nlst('/in'):\n    {first}\n    ftp.delete(name)\n"
    found = items(head + loop)
    assert [one.scope for one in found if isinstance(one, DataChange)] == told
