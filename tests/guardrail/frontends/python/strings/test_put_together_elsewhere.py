"""Texts and commands put together in memory, by partials, behind sudo, in settings handed on."""

import pytest
from reading_python import items, texts

from guardrail.definitions import Definition
from guardrail.stream import Embedded


def _run(code: str) -> list[str]:
    """What runs, whatever its language, once each."""
    found = [one.source.text for one in items(code) if isinstance(one, Embedded)]
    return list(dict.fromkeys(found))


def test_what_is_written_into_memory_is_run_as_one_text() -> None:
    code = """\
        import io

        def wipe(cursor):
            out = io.StringIO()
            out.write("DELETE FROM users;\\n")
            for table in ("orders", "carts"):
                out.write(f"TRUNCATE {table};\\n")
            cursor.execute(out.getvalue())
        """
    assert texts(code)[-1:] == ["DELETE FROM users;\nTRUNCATE {table};\n"]


def test_what_is_written_into_a_file_is_no_text_in_memory() -> None:
    code = """\
        def wipe(cursor, out):
            out.write("DELETE FROM users")
            cursor.execute(out.getvalue())
        """
    assert texts(code) == []


@pytest.mark.parametrize(
    "defined",
    [
        "run = partial(execute, 'app.db')\nrun('DROP TABLE users')",
        "run = partial(execute, path='app.db')\nrun(sql='DROP TABLE users')",
        (
            "class Db:\n"
            "    def __init__(self):\n"
            "        self.run = partial(execute, 'app.db')\n"
            "    def wipe(self):\n"
            "        self.run('DROP TABLE users')"
        ),
    ],
)
def test_a_partial_of_a_function_that_runs_a_text_runs_it(defined: str) -> None:
    code = (
        "import sqlite3\nfrom functools import partial\n\n"
        "def execute(path, sql):\n    sqlite3.connect(path).execute(sql)\n\n"
    )
    assert _run(code + defined) == ["DROP TABLE users"]


@pytest.mark.parametrize(
    "raised",
    [
        'command = f"sudo {command}"',
        'command = f"sudo -n -u root {command}"',
        'command = "sudo " + command',
    ],
)
def test_a_command_behind_sudo_is_still_what_was_given(raised: str) -> None:
    code = f"""\
        import subprocess

        def sh(command, sudo=False):
            if sudo:
                {raised}
            subprocess.run(command, shell=True)

        sh("rm -rf /srv/app", sudo=True)
        """
    assert "rm -rf /srv/app" in _run(code)


def test_words_behind_sudo_are_still_what_was_given() -> None:
    code = """\
        import subprocess

        def run(words, sudo=False):
            if sudo:
                words = ["sudo", *words]
            subprocess.run(words)

        run(["rm", "-rf", "/srv/app"], sudo=True)
        """
    assert "rm -rf /srv/app" in _run(code)


@pytest.mark.parametrize(
    ("word", "handed"), [("sudo", ["command"]), ("sudo -u root", ["command"]), ("echo", [])]
)
def test_other_modules_are_told_of_what_runs_what_it_is_given(word: str, handed: list[str]) -> None:
    code = f"""\
        import subprocess

        def sh(command, other=False):
            if other:
                command = f"{word} {{command}}"
            subprocess.run(command, shell=True)
        """
    assert [one.keyword for one in items(code) if isinstance(one, Definition)] == handed


def test_words_joined_for_a_shell_are_a_command_line() -> None:
    code = """\
        import shlex
        import subprocess

        def remote(*words):
            subprocess.run(["ssh", "web", shlex.join(words)])

        remote("rm", "-rf", "/srv/my app")
        """
    assert "ssh web 'rm -rf '\\''/srv/my app'\\'''" in _run(code)


def test_what_a_parameter_holds_by_default_is_picked_out() -> None:
    code = """\
        CONFIG = {"steps": [{"name": "clear", "sql": "DELETE FROM facts"}]}

        def run(cursor, config=CONFIG):
            for step in config["steps"]:
                cursor.execute(step["sql"])
        """
    assert texts(code) == ["DELETE FROM facts"]
