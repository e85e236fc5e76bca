"""Files deleted in a `finally`, whether they were brought elsewhere before or not."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange

FTP = """
import ftplib

def collect(name, part):
    ftp = ftplib.FTP_TLS(host)
    try:
        {first}
    {last}
"""
SFTP = """
import paramiko

def collect(client: paramiko.SSHClient, names):
    sftp = client.open_sftp()
    for name in names:
        remote = f"/out/{{name}}"
        taken = False
        try:
            sftp.get(remote, f"/srv/in/{{name}}")
            taken = True
        except OSError as error:
            print(error)
        finally:
            {last}
"""
LOCAL = """
import os, tempfile
from pathlib import Path

def send(top, rows):
    {listed}
        try:
            upload_file(path)
        finally:
            os.unlink(path)
"""


def lost(code: str) -> list[str]:
    """Why files are lost that the code deletes."""
    found = [one for one in items(code) if isinstance(one, FileChange)]
    return [one.because for one in found if one.because]


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("ftp.retrbinary(f'RETR {name}', part.write)", "finally:\n        ftp.delete(name)", 1),
        ("ftp.retrbinary(f'RETR {name}', part.write)", "finally:\n        ftp.quit()", 0),
        (
            "ftp.retrbinary(f'RETR {name}', part.write)",
            "except OSError:\n        raise\n    else:\n        ftp.delete(name)",
            0,
        ),
        ("ftp.storbinary(f'STOR {name}', part)", "finally:\n        ftp.delete(name)", 0),
    ],
)
def test_a_file_of_a_server(first: str, last: str, count: int) -> None:
    assert len(lost(FTP.format(first=first, last=last))) == count


@pytest.mark.parametrize(
    ("last", "count"),
    [("sftp.remove(remote)", 1), ("if taken:\n                sftp.remove(remote)", 0)],
)
def test_a_file_that_goes_only_once_it_was_taken(last: str, count: int) -> None:
    assert len(lost(SFTP.format(last=last))) == count


@pytest.mark.parametrize(
    ("listed", "count"),
    [
        ("for path in Path(top).glob('*.csv'):", 1),
        ("for path in [os.path.join(top, one) for one in os.listdir(top)]:", 1),
        ("for path in (tempfile.mktemp() for _ in rows):", 0),
        ("for path in Path('/tmp/app').glob('*'):", 0),
        ("if rows:\n        path = write(rows)\n    if rows:", 0),
    ],
)
def test_a_file_of_its_own_machine_only_where_it_was_there_before(listed: str, count: int) -> None:
    assert len(lost(LOCAL.format(listed=listed))) == count
