"""The last part of a path that a stranger names: no other folder, but any word for a shell."""

from __future__ import annotations

import pytest
from reading_python import shown

_UPLOAD = (
    "import os, shlex, subprocess\nfrom fastapi import APIRouter, UploadFile\n"
    "router = APIRouter()\ndef run(folder, name):\n"
    "    os.system(f'cd {folder} && convert {name}')\n"
    "@router.post('')\nasync def up(file: UploadFile):\n"
    "    name = os.path.basename(file.filename or 'x')\n"
)


@pytest.mark.parametrize("use", ["os.system(f'convert {name} x')", "run('/srv/up', name)"])
def test_it_is_anything_in_a_command_line(use: str) -> None:
    told = [one for one in shown(f"{_UPLOAD}    {use}\n") if "text from a request" in one]
    assert len(told) == 1


@pytest.mark.parametrize(
    "use",
    [
        "os.system(f'convert {shlex.quote(name)} x')",
        "subprocess.run(['convert', name, 'x'])",
        "open(os.path.join('/srv/up', name), 'wb').write(b'')",
    ],
)
def test_it_is_one_word_or_one_file_of_a_folder(use: str) -> None:
    told = shown(f"{_UPLOAD}    {use}\n")
    assert not [one for one in told if "request" in one]


def test_members_of_an_archive_by_their_last_part_stay_in_the_folder() -> None:
    code = (
        "import os, tarfile\nt = tarfile.open('a.tgz')\nfor info in t.getmembers():\n"
        "    path = '%s/%s' % (folder, {})\n"
        "    open(path, 'wb').write(t.extractfile(info).read())\n"
    )
    kept, strange = (
        shown(code.format(one)) for one in ("os.path.basename(info.name)", "info.name")
    )
    assert any("an archive" in one for one in strange)
    assert not any("an archive" in one for one in kept)
