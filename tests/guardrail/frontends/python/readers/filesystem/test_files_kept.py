"""Files that exist once: whether what they hold is kept where they are written over."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange, Recoverable

HEAD = "import os, shutil, sys, json\nfrom pathlib import Path\nRC = Path.home() / '.bashrc'\n"


def recoverable(code: str) -> set[Recoverable]:
    """What it takes to get back what the code writes over or deletes."""
    found = [one for one in items(HEAD + code) if isinstance(one, FileChange)]
    return {one.recoverable for one in found if one.path == "~/.bashrc"}


@pytest.mark.parametrize(
    "code",
    [
        "RC.write_text(line)\n",
        "with open(RC, 'w') as rc:\n    rc.write(line)\n",
        "with RC.open('w') as rc:\n    json.dump(data, rc)\n",
        "if RC.exists():\n    print(1)\nRC.write_text(line)\n",
        "if RC.exists():\n    RC.write_text(line)\n",
        "if RC.read_text() != 'x':\n    RC.write_text('x')\n",
        "RC.unlink()\n",
        "os.replace(new, RC)\n",
        "shutil.copy2(template, RC)\n",
        "Path('new').replace(RC)\n",
        "if RC.exists():\n    RC.unlink()\n",
        "shutil.copy('defaults.toml', '/tmp/shop.toml')\nRC.write_text(line)\n",
        "# there is no backup of it\nRC.write_text(line)\n",
        "OTHER.rename(there)\nRC.write_text(line)\n",
    ],
)
def test_what_was_in_it_is_lost(code: str) -> None:
    assert recoverable(code) == {Recoverable.NO}


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("if not RC.exists():\n    RC.write_text(line)\n", Recoverable.YES),
        ("if os.path.exists(RC):\n    sys.exit(1)\nRC.write_text(line)\n", Recoverable.YES),
        ("RC.write_text(RC.read_text() + line)\n", Recoverable.YES),
        (
            "text = open(RC).read()\nwith open(RC, 'w') as rc:\n    rc.write(text + line)\n",
            Recoverable.YES,
        ),
        (
            (
                "with open(RC) as rc:\n    data = json.load(rc)\n"
                "with open(RC, 'w') as rc:\n    json.dump(data, rc)\n"
            ),
            Recoverable.YES,
        ),
        ("shutil.copy(RC, there)\nRC.write_text(line)\n", Recoverable.BACKUP),
        ("shutil.copy(backup, RC)\n", Recoverable.BACKUP),
        ("RC.rename(there)\nRC.write_text(line)\n", Recoverable.BACKUP),
        ("shutil.copy(\n    RC,\n    there,\n)\nRC.write_text(line)\n", Recoverable.BACKUP),
        ("make_backup()\nRC.write_text(line)\n", Recoverable.BACKUP),
        (
            "os.rename(home + '/.bashrc', there)\nwith open(RC, 'w') as rc:\n    rc.write(line)\n",
            Recoverable.BACKUP,
        ),
    ],
)
def test_what_was_in_it_is_kept(code: str, kept: Recoverable) -> None:
    assert kept in recoverable(code)
    assert Recoverable.NO not in recoverable(code) or "rename" in code


def test_files_that_a_loop_picks_are_told_by_their_pattern() -> None:
    code = (
        "import glob\nfor path in glob.glob('/var/log/audit/*.log'):\n"
        "    if os.path.getsize(path) > 7:\n        open(path, 'w').close()\n"
    )
    found = [one for one in items(HEAD + code) if isinstance(one, FileChange)]
    assert [(one.path, one.recursive) for one in found] == [("/var/log/audit/*.log", False)]


IN_FOLDER = """
import os, shutil, tempfile
from pathlib import Path
from git import Repo

def write(root: Path):
    path = root / ".env.production"
    path.write_text(text)

def seed(root: Path):
    {}
    write(root)
"""


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        ("root.mkdir(parents=True)", Recoverable.YES),
        ("os.makedirs(root)", Recoverable.YES),
        ("Repo.clone_from(URL, root)", Recoverable.YES),
        ("shutil.copytree(TEMPLATE, root)", Recoverable.YES),
        ("root = Path(tempfile.mkdtemp())", Recoverable.YES),
        ("root.mkdir(parents=True, exist_ok=True)", Recoverable.NO),
        ("os.makedirs(root, exist_ok=True)", Recoverable.NO),
        ("shutil.copytree(TEMPLATE, root, dirs_exist_ok=True)", Recoverable.NO),
        ("other.mkdir()", Recoverable.NO),
        ("print(root)", Recoverable.NO),
    ],
)
def test_nothing_is_lost_in_a_folder_that_was_just_made(before: str, kept: Recoverable) -> None:
    found = [one for one in items(IN_FOLDER.format(before)) if isinstance(one, FileChange)]
    assert [one.recoverable for one in found if ".env" in one.path] == [kept]


KEYS = """
import os
from pathlib import Path
from cryptography.fernet import Fernet
KEY = Path("/var/lib/shop/field.key")
"""


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("KEY.write_bytes(Fernet.generate_key())", Recoverable.NO),
        ("with open(KEY, 'wb') as f:\n    f.write(Fernet.generate_key())", Recoverable.NO),
        ("KEY.write_bytes(os.urandom(32))\nprint(KEY.read_bytes())", Recoverable.NO),
        ("if not KEY.exists():\n    KEY.write_bytes(Fernet.generate_key())", Recoverable.YES),
        ("KEY.rename(OLD)\nKEY.write_bytes(Fernet.generate_key())", Recoverable.BACKUP),
        ("KEY.write_bytes(response.content)", Recoverable.YES),
        (
            "from cryptography.x509 import CertificateBuilder\nKEY.write_bytes(os.urandom(32))",
            Recoverable.YES,
        ),
        ("KEY.unlink()", Recoverable.NO),
    ],
)
def test_a_key_that_is_made_anew_takes_the_place_of_the_old(code: str, kept: Recoverable) -> None:
    found = [one for one in items(KEYS + code) if isinstance(one, FileChange)]
    assert found[-1].path == "/var/lib/shop/field.key"
    assert found[-1].recoverable is kept
