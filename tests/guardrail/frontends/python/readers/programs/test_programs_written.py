"""What a program writes to a file and has run from there is run: SQL, scripts, standard input."""

from __future__ import annotations

import pytest
from reading_python import shown

BEFORE = """
import os, subprocess, sys, tempfile
from pathlib import Path
SQL = "DELETE FROM users;"
def kept(sql):
    f = tempfile.NamedTemporaryFile("w", suffix=".sql", delete=False)
    f.write(sql)
    f.close()
    return f.name
def job(tmp):
    out = tmp / "wipe.sql"
"""
FED = "shell: psql -h db-1 -f - <<< 'DELETE FROM users;'"


def told(code: str) -> list[str]:
    """The command lines of a function that ends in some code."""
    body = "".join(f"    {line}\n" for line in code.splitlines())
    return [one for one in shown(BEFORE + body) if one.startswith("shell")]


@pytest.mark.parametrize(
    "code",
    [
        'out.write_text(SQL)\nsubprocess.run(["psql", "-h", "db-1", "-f", str(out)])',
        (
            'with out.open("w") as f:\n    f.write(SQL)\n'
            'subprocess.run(["psql", "-h", "db-1", "-f", out])'
        ),
        (
            'with open("/tmp/x.sql", "w") as f:\n    f.write(SQL)\n'
            'subprocess.run(["psql", "-h", "db-1", "-f", "/tmp/x.sql"])'
        ),
        (
            'with tempfile.NamedTemporaryFile("w") as f:\n    f.write(SQL)\n    f.flush()\n'
            '    subprocess.run(["psql", "-h", "db-1", "-f", f.name])'
        ),
        'path = kept(SQL)\nsubprocess.run(["psql", "-h", "db-1", "-f", path])',
        'out.write_text(SQL)\nos.system(f"psql -h db-1 -f {out}")',
        'out.write_text(SQL)\nsubprocess.run(f"psql -h db-1 -f {out}", shell=True)',
    ],
)
def test_sql_that_is_written_and_run(code: str) -> None:
    assert told(code) == [FED]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (
            'out.write_text("rm -rf /srv")\nsubprocess.run(["bash", str(out)])',
            "shell: bash - <<< 'rm -rf /srv'",
        ),
        (
            'out.write_text("import shutil")\nsubprocess.run([sys.executable, str(out)])',
            "shell: python - <<< 'import shutil'",
        ),
        (
            'out.write_text(SQL)\nwith out.open() as f:\n    subprocess.run(["mysql"], stdin=f)',
            "shell: mysql <<< 'DELETE FROM users;'",
        ),
        (
            'out.write_text(SQL)\nos.system(f"mysql shop < {out}")',
            "shell: mysql shop  <<< 'DELETE FROM users;'",
        ),
        (
            'subprocess.run(["mysql"], stdin=open("db/wipe.sql"))',
            "shell: mysql < 'db/wipe.sql'",
        ),
        (
            'subprocess.run("psql shop", shell=True, input=SQL, text=True)',
            "shell: psql shop <<< 'DELETE FROM users;'",
        ),
    ],
)
def test_other_programs_and_standard_input(code: str, line: str) -> None:
    assert told(code) == [line]


@pytest.mark.parametrize(
    "code",
    [
        'out.write_text(SQL)\nsubprocess.run(["psql", "-f", str(tmp / "other.sql")])',
        'out.write_text(text)\nsubprocess.run(["psql", "-f", str(out)])',
        'subprocess.run(["psql", "-f", str(out)])\nout.write_text(SQL)',
        'out.write_text(SQL)\nsubprocess.run(["cp", str(out), "/srv/sql"])',
        'out.write_text(SQL)\nsubprocess.run(f"cat {out}; psql -l", shell=True)',
    ],
)
def test_files_that_are_others_or_not_run(code: str) -> None:
    assert not [one for one in told(code) if "<<<" in one]


def test_an_answer_that_is_typed_in_is_no_second_run_of_the_program() -> None:
    code = 'import pexpect\nchild = pexpect.spawn("dropdb", ["-i", "shop"])\nchild.sendline({})\n'
    assert shown(code.format("'y'")) == ["shell: dropdb -i shop"]
    assert len(shown(code.format("'DROP TABLE users'"))) == 2


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ('subprocess.run(["find", DATA, "-delete"])', "shell: find /srv/data -delete"),
        ('subprocess.run(["find", str(DATA), "-delete"])', "shell: find /srv/data -delete"),
        ('os.execlp("find", "find", DATA, "-delete")', "shell: find /srv/data -delete"),
    ],
)
def test_a_word_that_the_environment_may_say_is_what_it_is_by_default(code: str, line: str) -> None:
    default = 'import os, subprocess\nDATA = os.environ.get("DATA_DIR", "/srv/data")\n'
    assert shown(default + code) == [line]
    assert line not in shown(default.replace(', "/srv/data"', "") + code)


def test_what_a_function_is_given_to_type_into_a_program() -> None:
    code = (
        "import subprocess\ndef mysql(sql):\n"
        "    proc = subprocess.Popen(['mysql', 'shop'], stdin=subprocess.PIPE, text=True)\n"
        "    out, _ = proc.communicate(sql)\n    return out\n"
        "for table in ('orders', 'carts'):\n    mysql(f'DELETE FROM {table}')\n"
    )
    lines = [one for one in shown(code) if one.startswith("shell") and "<<<" in one]
    assert lines == [f"shell: mysql shop <<< 'DELETE FROM {one}'" for one in ("orders", "carts")]


def test_a_list_of_arguments_beside_the_program_is_what_the_callers_give() -> None:
    code = (
        "import os, pexpect\n"
        'DEVICE = os.environ.get("RECORDER_DEVICE", "/dev/sdb1")\n'
        "def cryptsetup(arguments, passphrase):\n"
        '    child = pexpect.spawn("cryptsetup", arguments, timeout=120)\n'
        "    child.sendline(passphrase)\n"
        "def unlock(passphrase):\n"
        '    cryptsetup(["luksFormat", DEVICE], passphrase)\n'
        '    cryptsetup(["open", DEVICE, "bags"], passphrase)\n'
    )
    assert "shell: cryptsetup luksFormat /dev/sdb1" in shown(code)
