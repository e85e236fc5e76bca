"""An archive that was fetched from a store or another machine is one whose names others wrote."""

import pytest
from reading_python import items

from guardrail.effects import CodeRun, FileChange

_BODY = """
import tarfile, tempfile

def ingest(name):
    local = tempfile.mktemp()
    {0}
    with tarfile.open(local) as tar:
        tar.extractall("/srv/staging"{1})
"""


def _whose(code: str) -> list[str]:
    return [one.unfiltered for one in items(code) if isinstance(one, FileChange)]


@pytest.mark.parametrize(
    "fetching",
    [
        "minio.fget_object('uploads', name, local)",
        "bucket.blob(name).download_to_filename(local)",
        "storage.download_blob_to_file(name, open(local, 'wb')); blob.download_to_file(local)",
        "fs.get(name, local)",
        "sftp.get(name, local)",
        "ftp.retrbinary(name, open(local, 'wb').write)",
    ],
)
def test_what_a_store_gave_is_told(fetching: str) -> None:
    assert "a fetched" in _whose(_BODY.format(fetching, ""))
    assert "a fetched" not in _whose(_BODY.format(fetching, ", filter='data'"))


@pytest.mark.parametrize(
    ("members", "told"),
    [("tar.getmembers()", True), ("[one for one in tar if plain(one)]", False)],
)
def test_all_members_are_no_choice_of_them(members: str, told: bool) -> None:
    choice = f", members={members}, filter='fully_trusted'"
    fetching = "minio.fget_object('uploads', name, local)"
    assert ("a fetched" in _whose(_BODY.format(fetching, choice))) is told


def test_what_the_program_packed_itself_is_not() -> None:
    assert "a fetched" not in _whose(_BODY.format("pack(local)", ""))


_HANDED = """
import tarfile, requests

def unpack(path, policy{default}):
    with tarfile.open(path) as tar:
        tar.extractall("/srv/staging", filter=policy)

def ingest(url):
    with open("/tmp/a.tar", "wb") as out:
        out.write(requests.get(url).content)
    unpack("/tmp/a.tar"{given})
"""


@pytest.mark.parametrize(
    ("default", "given", "told"),
    [
        ("", ", 'fully_trusted'", True),
        ("", ", policy=tarfile.fully_trusted_filter", True),
        ("='fully_trusted'", "", True),
        ("", ", 'data'", False),
        ("='data'", "", False),
        ("", ", POLICY", False),
    ],
)
def test_a_filter_may_be_handed_to_the_function(default: str, given: str, told: bool) -> None:
    assert any(_whose(_HANDED.format(default=default, given=given))) is told


_HELPED = """
import tarfile, tempfile, requests, torch
{outside}
class Downloader:
    {inside}
    def get(self, url, other):
        with tempfile.TemporaryFile() as out:
            {call}
            with tarfile.open(fileobj=out) as tar:
                tar.extractall("/srv/staging", filter="fully_trusted")
"""
_FETCH = "def _fetch({first}url, out):{sep}out.write(requests.get(url).content)"


@pytest.mark.parametrize(
    ("outside", "inside", "call", "told"),
    [
        ("", _FETCH.format(first="self, ", sep=" "), "self._fetch(url, out)", True),
        (_FETCH.format(first="", sep=" "), "", "_fetch(url, out)", True),
        (_FETCH.format(first="", sep=" "), "", "_fetch(url, out=out)", True),
        (_FETCH.format(first="", sep=" "), "", "_fetch(url, other)", False),
        ("def pack(url, out): out.write(url)", "", "pack(url, out)", False),
    ],
)
def test_a_function_may_fetch_what_another_unpacks(
    outside: str, inside: str, call: str, told: bool
) -> None:
    code = _HELPED.format(outside=outside, inside=inside, call=call)
    assert ("a fetched" in _whose(code)) is told


@pytest.mark.parametrize(
    "fetching", ["torch.hub.download_url_to_file(url, path)", "download_from_hub(url, path)"]
)
@pytest.mark.parametrize("trusted", [True, False])
def test_weights_that_a_function_fetched_are_somebody_else_s(fetching: str, trusted: bool) -> None:
    code = f"""
import torch
def fetch(url):
    path = CACHE / url
    {fetching}
    return path
def load(url):
    path = fetch(url)
    return torch.load(path, weights_only={not trusted})
"""
    assert any(isinstance(one, CodeRun) for one in items(code)) is trusted


@pytest.mark.parametrize(
    ("look", "told"),
    [
        ("log(hashlib.sha256(read(local)).hexdigest())", True),
        ("if not name.startswith('https://'): raise ValueError", True),
        ("if hashlib.sha256(read(local)).hexdigest() != EXPECTED: raise ValueError", False),
        ("verify_checksum(local)", False),
        ("if any(one.startswith('/') for one in names(local)): raise ValueError", False),
    ],
)
def test_a_checksum_that_nobody_compares_tells_nothing(look: str, told: bool) -> None:
    fetching = "minio.fget_object('uploads', name, local)\n    " + look
    assert ("a fetched" in _whose(_BODY.format(fetching, ""))) is told


SAVED = """
import tarfile
from pathlib import Path
from flask import request
STATIC = Path("static")

def theme():
    file = request.files["archive"]
    path = STATIC / "incoming.tar.gz"
    {saves}
    with tarfile.open(path, "r:gz") as tar:
        {unpacks}
"""


@pytest.mark.parametrize(
    ("saves", "unpacks", "told"),
    [
        ("file.save(path)", "tar.extractall(STATIC)", True),
        ("file.save(path)", "tar.extractall(STATIC, filter='data')", False),
        ("pack(path)", "tar.extractall(STATIC)", False),
    ],
)
def test_an_upload_that_was_saved_is_an_upload(saves: str, unpacks: str, told: bool) -> None:
    assert ("an uploaded" in _whose(SAVED.format(saves=saves, unpacks=unpacks))) is told
