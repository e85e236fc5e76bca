"""Unpacking a source distribution: plain files below the folder, and nothing else."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from tools import sdists
from tools.sdists import Offline, Sdist, fetch, unpack


def archive_of(path: Path, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def link(name: str, to: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, to
    return info


def test_plain_files_are_written_below_the_folder(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "shop-1.tar.gz", (tarfile.TarInfo("shop-1/a/b.py"), b"x = 1\n"))
    folder = unpack(archive, tmp_path / "out")
    assert folder == tmp_path / "out" / "shop-1"
    assert (folder / "a" / "b.py").read_bytes() == b"x = 1\n"


@pytest.mark.parametrize(
    "member",
    [
        tarfile.TarInfo("../out.py"),
        tarfile.TarInfo("shop-1/../../out.py"),
        tarfile.TarInfo("/out.py"),
        link("shop-1/out.py", "/etc/passwd"),
    ],
    ids=["parent", "parent within", "absolute", "link"],
)
def test_what_leads_out_is_left_behind(member: tarfile.TarInfo, tmp_path: Path) -> None:
    content = b"" if member.issym() else b"x"
    archive = archive_of(tmp_path / "shop-1.tar.gz", (member, content))
    out = tmp_path / "deep" / "out"
    unpack(archive, out)
    assert not out.exists() or not list(out.rglob("*"))
    assert sorted(path.name for path in tmp_path.iterdir()) in (
        ["shop-1.tar.gz"],
        ["deep", "shop-1.tar.gz"],
    )


def test_a_cached_archive_is_not_fetched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sdists, "CACHE", tmp_path)
    (tmp_path / "shop-1.tar.gz").write_bytes(b"")
    assert fetch(Sdist("shop", "1", "shop-1.tar.gz", "0" * 64)) == tmp_path / "shop-1.tar.gz"


def test_without_a_network_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdists, "CACHE", tmp_path)
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(Offline):
        fetch(Sdist("shop", "1", "shop-1.tar.gz", "0" * 64))
