"""The folder above a path whose last part is only known when it runs."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange, ResourceChange
from guardrail.model import EnvironmentKind

START = """
import os, posixpath, shutil, uuid
from pathlib import Path
import s3fs

RUN = uuid.uuid4().hex
CURATED = "lake/curated"
fs = s3fs.S3FileSystem()

"""

TWICE = "posixpath.dirname(posixpath.dirname(posixpath.join(CURATED, '_tmp', RUN)))"


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("posixpath.dirname(posixpath.join(CURATED, '_tmp', RUN))", "lake/curated/_tmp"),
        (TWICE, "lake/curated"),
        ("os.path.dirname(f'{CURATED}/{RUN}')", "lake/curated"),
        ("os.path.dirname(os.path.dirname(f'{CURATED}/{RUN}/part.csv'))", "lake/curated"),
    ],
)
def test_of_a_cloud(path: str, folder: str) -> None:
    found = items(f"{START}fs.rm({path}, recursive=True)")
    told = [one for one in found if isinstance(one, ResourceChange)]
    assert [one.id for one in told] == [folder]
    assert all(one.environment.kind is not EnvironmentKind.THROWAWAY for one in told)


def test_what_is_made_up_is_the_programs_own() -> None:
    code = f"{START}fs.rm(posixpath.join(CURATED, '_tmp', RUN), recursive=True)"
    told = [one for one in items(code) if isinstance(one, ResourceChange)]
    assert all(one.environment.kind is EnvironmentKind.THROWAWAY for one in told)


def test_of_this_machine() -> None:
    code = f"{START}shutil.rmtree(Path(f'/srv/uploads/{{RUN}}').parent)"
    told = [one for one in items(code) if isinstance(one, FileChange)]
    assert [one.path for one in told] == ["/srv/uploads"]
