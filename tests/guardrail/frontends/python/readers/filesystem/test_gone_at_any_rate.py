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


PASSED = """
import os, shutil, subprocess
import requests
from pathlib import Path

def send(client):
    for path in Path("/srv/outbox").glob("*.edi"):
        {}
"""


def passed(code: str) -> list[str]:
    """Why files are lost that a loop brings elsewhere and deletes."""
    return lost(PASSED.format(code.replace("\n", "\n        ")))


NOBODY_KNOWS = """
try:
    client.put(path, "/in")
except OSError as error:
    print(error)
path.unlink()
---
try:
    client.put(path, "/in")
except OSError:
    os.remove(path)
---
try:
    upload(path)
except Exception:
    pass
if path.exists():
    path.unlink()
---
try:
    shutil.copytree(path, "/mnt/b")
except OSError:
    pass
shutil.rmtree(path)
---
subprocess.run(["scp", str(path), "bank:/in/"])
path.unlink()
---
os.system(f"rsync -a {path} backup:/srv/")
os.remove(path)
---
with open(path, "rb") as f:
    requests.post("https://a.b", files={"f": f})
os.remove(path)
---
with open(path, "rb") as f:
    told = requests.post("https://a.b", data=f)
path.unlink()
"""
SURE = """
try:
    client.put(path, "/in")
except OSError as error:
    continue
path.unlink()
---
try:
    client.put(path, "/in")
    path.unlink()
except OSError as error:
    print(error)
---
try:
    client.put(path, "/in")
except OSError:
    pass
else:
    path.unlink()
---
done = False
try:
    upload(path)
    done = True
except OSError:
    pass
if done:
    path.unlink()
---
try:
    load(path)
except ValueError:
    path.unlink()
---
upload(path)
path.unlink()
---
subprocess.run(["scp", str(path), "bank:/in/"], check=True)
path.unlink()
---
done = subprocess.run(["scp", str(path), "bank:/in/"])
if done.returncode == 0:
    path.unlink()
---
with open(path, "rb") as f:
    told = requests.post("https://a.b", data=f)
told.raise_for_status()
path.unlink()
---
with open(path, "rb") as f:
    told = requests.post("https://a.b", data=f)
if told.ok:
    path.unlink()
"""


@pytest.mark.parametrize("code", NOBODY_KNOWS.split("---"))
def test_a_file_goes_though_nobody_knows_that_it_arrived(code: str) -> None:
    assert passed(code)


@pytest.mark.parametrize("code", SURE.split("---"))
def test_a_file_goes_once_it_has_arrived(code: str) -> None:
    assert not passed(code)


@pytest.mark.parametrize(
    ("last", "count"),
    [
        ("finally:\n        if name:\n            ftp.delete(name)", 1),
        ("finally:\n        if part.closed:\n            ftp.delete(name)", 0),
        ("except OSError as error:\n        print(error)\n    ftp.delete(name)", 1),
        ("except OSError as error:\n        return\n    ftp.delete(name)", 0),
    ],
)
def test_a_condition_that_asks_nothing_of_how_it_went(last: str, count: int) -> None:
    first = "ftp.retrbinary(f'RETR {name}', part.write)"
    assert len(lost(FTP.format(first=first, last=last))) == count


TRASHED = """
import os, shutil, subprocess
from pathlib import Path
from send2trash import send2trash

def discard(item):
    try:
        {}
    except OSError as error:
        {}
"""


@pytest.mark.parametrize(
    "tried", ["send2trash(str(item))", "subprocess.run(['gio', 'trash', str(item)], check=True)"]
)
@pytest.mark.parametrize(
    ("last", "count"),
    [
        ("os.remove(item)", 1),
        ("item.unlink()", 1),
        ("if item.is_dir():\n            shutil.rmtree(item)", 1),
        ("if item.is_dir():\n            pass\n        else:\n            os.remove(item)", 1),
        ("print(error)", 0),
        ("os.remove(lock)", 0),
    ],
)
def test_what_the_trash_refuses_stays(tried: str, last: str, count: int) -> None:
    assert len(lost(TRASHED.format(tried, last))) == count
