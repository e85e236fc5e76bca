"""Keys that a program makes and keeps: written anew at each start, open to everybody, moved."""

from __future__ import annotations

import pytest
from guardrail_rules.data_loss.lost_file import LostFile
from guardrail_rules.privilege.world_writable_files import WorldWritableFiles

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.rule import Rule


def told(rule: type[Rule], code: str) -> bool:
    """Whether a rule says anything of a text."""
    return bool(judge_example(rule, python(code)))


CIPHER = """
from pathlib import Path
from cryptography.fernet import Fernet

class Cipher:
    def __init__(self, path: Path = Path("/var/lib/shop/field.key"), renew={default}):
        self.path = path
        self.fernet = Fernet(self._key(renew))

    def _key(self, renew):
        if {asked}:
            return self.path.read_bytes()
        key = Fernet.generate_key()
        self.path.write_bytes(key)
        return key

cipher = Cipher()
"""


@pytest.mark.parametrize(
    ("asked", "default", "lost"),
    [
        ("self.path.exists() and not renew", "True", True),
        ("self.path.exists() and not renew", "False", False),
        ("self.path.exists() and renew", "False", True),
        ("self.path.exists() and renew", "True", False),
        ("self.path.exists() and self.path.stat().st_size", "True", False),
        ("self.path.exists()", "True", False),
    ],
)
def test_flags_that_let_a_key_be_written_anew(asked: str, default: str, lost: bool) -> None:
    assert told(LostFile, CIPHER.format(asked=asked, default=default)) is lost


ENSURED = """
from pathlib import Path
from cryptography.fernet import Fernet

MODE = "{}"

def ensure_key(path: Path) -> bytes:
    key = Fernet.generate_key()
    try:
        with open(path, MODE) as file:
            file.write(key)
    except OSError:
        key = path.read_bytes()
    return key
"""


def test_a_mode_by_its_name_that_only_makes_files() -> None:
    assert told(LostFile, ENSURED.format("wb"))
    assert not told(LostFile, ENSURED.format("xb"))


MADE = """
import os
from pathlib import Path
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519

def write(path, data, mode):
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(fd, "wb") as file:
        file.write(data)

def make(name):
    key = ed25519.Ed25519PrivateKey.generate()
    data = key.private_bytes(ENCODING, serialization.PrivateFormat.PKCS8, ENCRYPTION)
    write(Path("{0}") / {1}, data, {2})
"""


@pytest.mark.parametrize(
    ("folder", "name", "mode", "open_to_all"),
    [
        ("/var/www/keys", 'f"{name}.key"', "0o644", True),
        ("/srv/keys", '"private.pem"', "0o644", True),
        ("/etc/ssl/private", '"shop.key"', "0o644", True),
        ("/var/www/keys", 'f"{name}.key"', "0o600", False),
        ("/var/www/keys", 'f"{name}.key"', "0o640", False),
        ("/var/www/keys", 'f"{name}.pub"', "0o644", False),
        ("/run/shop", '"shop.lock"', "0o666", False),
    ],
)
def test_modes_that_files_are_made_with(
    folder: str, name: str, mode: str, open_to_all: bool
) -> None:
    assert told(WorldWritableFiles, MADE.format(folder, name, mode)) is open_to_all


STAGED = """
import os, shutil
from pathlib import Path

MODES = {{"fullchain.pem": 0o644, "privkey.pem": {}}}

def install(source: Path, target=Path("/etc/gateway/tls")):
    for name, mode in MODES.items():
        staged = target / f".{{name}}.new"
        shutil.copyfile(source / name, staged)
        os.chmod(staged, mode)
        {}
"""


@pytest.mark.parametrize(
    "moved", ["os.replace(staged, target / name)", "staged.rename(target / name)"]
)
def test_a_mode_goes_where_the_file_goes(moved: str) -> None:
    assert told(WorldWritableFiles, STAGED.format("0o666", moved))
    assert not told(WorldWritableFiles, STAGED.format("0o600", moved))


def test_a_key_that_is_put_where_it_belongs_is_not_lost() -> None:
    assert not told(LostFile, STAGED.format("0o600", "os.replace(staged, target / name)"))


TASKS = """
from invoke import Collection, task

@task
def refresh(c, name="{}"):
    c.run(f"dropdb --if-exists -h localhost {{name}}")

tasks = Collection("db")
tasks.add_task(refresh)
"""


def test_a_collection_runs_none_of_its_tasks() -> None:
    from guardrail_rules.data_loss.dropped_database import DroppedDatabase

    found = judge_example(DroppedDatabase, python(TASKS.format("orders_dev")))
    assert {one.level.name for one in found} <= {"INFO"}
