"""Real projects to try Guardrail on: distributions, pinned, hash-checked and cached.

They are fetched by pip from whatever index it is set up for, and kept in `.cache/sdists`. Nothing
of them is installed. pip asks a source distribution for its metadata; a wheel it only copies.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "sdists"


class Offline(Exception):
    """The index could not be reached; the message is pip's last line."""


class WrongHash(Exception):
    """What the index served is not what was pinned."""


@dataclass(frozen=True, slots=True)
class Sdist:
    """A pinned distribution: its name on the index, version, file name and SHA-256.

    A project whose sources can't be asked for without a compiler is taken as its wheel.
    """

    name: str
    version: str
    file: str
    sha256: str

    @property
    def title(self) -> str:
        """What a person calls it: "mlflow 3.18.0"."""
        return f"{self.name} {self.version}"

    @property
    def form(self) -> list[str]:
        """What pip must be told to fetch this very file, whatever machine it runs on."""
        if not self.file.endswith(".whl"):
            return ["--no-binary", self.name]
        python, abi, platform = self.file.removesuffix(".whl").split("-")[-3:]
        tags = ["--platform", platform, "--abi", abi, "--implementation", python[:2]]
        return ["--only-binary", ":all:", "--python-version", "3.11", *tags]

    @property
    def requirement(self) -> str:
        """The line of a requirements file that pins it."""
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}\n"


def fetch(sdist: Sdist) -> Path:
    """The archive, from the cache or the index. Raises `Offline` or `WrongHash`."""
    archive = CACHE / sdist.file
    if archive.exists():
        return archive
    CACHE.mkdir(parents=True, exist_ok=True)
    requirements = CACHE / f"{sdist.name}.txt"
    requirements.write_text(sdist.requirement)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--require-hashes", "--retries", "1", "--timeout", "20"),
            *sdist.form,
            *("--dest", str(CACHE), "--requirement", str(requirements)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if "DO NOT MATCH THE HASHES" in done.stderr:
        raise WrongHash(sdist.title)
    if done.returncode or not archive.exists():
        raise Offline((done.stderr.strip().splitlines() or ["pip said nothing"])[-1])
    return archive


def unpack(archive: Path, into: Path) -> Path:
    """Write the archive's plain files below a folder; the project's own folder in it.

    Links, devices and names that lead out are left behind. A wheel has no folder of its own.
    """
    for name, content in _files(archive):
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            continue
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return into if archive.suffix == ".whl" else into / archive.name.removesuffix(".tar.gz")


def _files(archive: Path) -> Iterator[tuple[str, bytes]]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for each in wheel.infolist():
                if not each.is_dir():
                    yield each.filename, wheel.read(each)
        return
    with tarfile.open(archive) as tar:
        for member in tar:
            reader = tar.extractfile(member) if member.isreg() else None
            if reader is not None:
                yield member.name, reader.read()
