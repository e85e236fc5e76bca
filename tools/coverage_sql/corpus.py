"""The texts that are measured: pinned distributions, and folders or archives that are named.

A name may say its dialect: `mysql=path/to/folder`. Otherwise each text says it itself.
"""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.sdists import Sdist, fetch

_LARGEST = 2_000_000
_ENDINGS = (".sql", ".sql.postgres", ".sql.sqlite", ".pgsql", ".pks", ".pkb", ".ddl")

DISTRIBUTIONS = (
    Sdist(
        "matrix-synapse",
        "1.163.2",
        "matrix_synapse-1.163.2-cp310-abi3-manylinux_2_28_x86_64.whl",
        "6cecae98b6e1b55dd68e689329cf1677cba103d4160c320f04b26bd081ff1558",
    ),
    Sdist(
        "procrastinate",
        "3.10.0",
        "procrastinate-3.10.0.tar.gz",
        "3668da769088682abf91b8c760de467be1203218411872f1a26ac7515d4f980d",
    ),
    Sdist(
        "dbt-postgres",
        "1.11.0",
        "dbt_postgres-1.11.0-py3-none-any.whl",
        "b88f994dc2f00150579d62f8ff91af715428a3cfe064e067945359ca4509872c",
    ),
    Sdist(
        "dbt-snowflake",
        "1.12.4",
        "dbt_snowflake-1.12.4-py3-none-any.whl",
        "2413e6c3959efab6a4871c3edb0d7ad1788e0610bec9d5f426b811e15686342b",
    ),
    Sdist(
        "dbt-bigquery",
        "1.12.1",
        "dbt_bigquery-1.12.1-py3-none-any.whl",
        "8f7e0eff7f4a5f8a9fea4db4fca65eef885df2f8c75b41699e061ad9b0efd745",
    ),
    Sdist(
        "pgmq",
        "1.1.4",
        "pgmq-1.1.4-py3-none-any.whl",
        "4d9e7aa517295669d46a11d3d13106efbdc738d0e127d84c567b6d4c936e7d1d",
    ),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of SQL, where it was found, and its dialect where that was said."""

    path: str
    text: str
    dialect: str = ""


def texts(named: list[str]) -> Iterator[Text]:
    """The texts of what is named, of the pinned distributions where nothing is."""
    if not named:
        for each in DISTRIBUTIONS:
            yield from _archive(fetch(each), "")
        return
    for name in named:
        dialect, _, place = name.rpartition("=")
        path = Path(place)
        if path.is_dir():
            yield from _folder(path, dialect)
        elif path.suffix in (".whl", ".gz", ".tgz", ".tar", ".zip"):
            yield from _archive(path, dialect)
        else:
            yield Text(place, path.read_text(encoding="utf-8", errors="replace"), dialect)


def _folder(folder: Path, dialect: str) -> Iterator[Text]:
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(_ENDINGS) and path.is_file() and path.stat().st_size <= _LARGEST:
            text = path.read_text(encoding="utf-8", errors="replace")
            yield Text(path.relative_to(folder).as_posix(), text, dialect)


def _archive(archive: Path, dialect: str) -> Iterator[Text]:
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as wheel:
            for entry in wheel.infolist():
                if entry.filename.endswith(_ENDINGS) and entry.file_size <= _LARGEST:
                    yield Text(entry.filename, _decoded(wheel.read(entry)), dialect)
        return
    with tarfile.open(archive) as tar:
        for member in tar:
            wanted = member.isreg() and member.name.endswith(_ENDINGS)
            reader = tar.extractfile(member) if wanted and member.size <= _LARGEST else None
            if reader is not None:
                yield Text(member.name, _decoded(reader.read()), dialect)


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")
