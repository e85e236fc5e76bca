"""Keys that are changed: what was encrypted with the one before, and who keeps that."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange

HEAD = "import dotenv, json\nfrom cryptography.fernet import Fernet\n"


def lost(code: str) -> int:
    """How many keys the code loses."""
    return sum(isinstance(one, FileChange) and bool(one.because) for one in items(HEAD + code))


@pytest.mark.parametrize(
    ("name", "lines", "count"),
    [
        ("rotate", "path.write_bytes(Fernet.generate_key())", 1),
        ("rotate", "path.write_bytes(b'\\n'.join([Fernet.generate_key()]))", 1),
        ("renew_key", "dotenv.set_key('.env', 'KEY', Fernet.generate_key().decode())", 1),
        ("rotate", "json.dump({'key': Fernet.generate_key().decode()}, open(path, 'w'))", 1),
        ("generate_key_file", "path.write_bytes(Fernet.generate_key())", 0),
        ("rotate", "path.write_bytes(Fernet.generate_key() + b'\\n' + old)", 0),
        ("rotate", "path.write_bytes(join([Fernet.generate_key(), *path.read_bytes()]))", 0),
        ("rotate", "keys.insert(0, Fernet.generate_key())\n    path.write_bytes(join(keys))", 0),
        ("rotate", "path.rename(kept)\n    path.write_bytes(Fernet.generate_key())", 0),
        (
            "rotate",
            "new = Fernet.generate_key()\n    reencrypt_all(rows, new)\n    path.write_bytes(new)",
            0,
        ),
        ("rotate", "return Fernet.generate_key()", 0),
    ],
)
def test_a_key_that_is_written_over(name: str, lines: str, count: int) -> None:
    assert lost(f"def {name}(path, rows, keys, kept, old):\n    {lines}\n") == count


@pytest.mark.parametrize(("path", "count"), [("tests/test_keys.py", 0), ("app/keys.py", 1)])
def test_keys_of_tests_are_made_up(path: str, count: int) -> None:
    code = f"{HEAD}def rotate(path):\n    path.write_bytes(Fernet.generate_key())\n"
    found = [one for one in items(code, path) if isinstance(one, FileChange)]
    assert sum(bool(one.because) for one in found) == count


STORE = """
import os
from pathlib import Path

class Store:
    def {name}(self):
        {check}
            self._write(Fernet.generate_key())
        return self.path.read_bytes()

    def _write(self, key):
        fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | {how}, 0o600)
        with os.fdopen(fd, "wb") as file:
            file.write(key)
"""


@pytest.mark.parametrize(
    ("name", "check", "how", "count"),
    [
        ("ensure", "if self.path.parent.is_dir():", "os.O_TRUNC", 1),
        ("load_key", "if True:", "os.O_TRUNC", 1),
        ("ensure", "if not self.path.exists():", "os.O_TRUNC", 0),
        ("ensure", "if self.path.parent.is_dir():", "os.O_EXCL", 0),
        ("generate_key", "if True:", "os.O_TRUNC", 0),
        ("create", "if True:", "os.O_TRUNC", 0),
    ],
)
def test_who_asks_for_the_key_gets_the_one_that_is_there(
    name: str, check: str, how: str, count: int
) -> None:
    assert lost(STORE.format(name=name, check=check, how=how)) == count
