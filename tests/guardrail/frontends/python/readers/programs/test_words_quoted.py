"""Words of a command line that are quoted, begin with a setting, or are named otherwise here."""

from __future__ import annotations

import pytest
from reading_python import items, shown, texts

from guardrail.effects import CodeRun


@pytest.mark.parametrize("quote", ["shlex.quote(URL)", "quote(URL)", "pipes.quote(URL)"])
def test_what_is_quoted_is_known_where_it_was(quote: str) -> None:
    code = (
        "import os, pipes, shlex\nfrom shlex import quote\nURL = 'postgresql://localhost/shop'\n"
        f"os.system(f'psql {{{quote}}} -c \"drop table t\"')"
    )
    assert texts(code, "shell") == ['psql postgresql://localhost/shop -c "drop table t"']


def test_what_needs_quotes_gets_them_and_what_isn_t_known_keeps_its_name() -> None:
    code = "import os, shlex\nPATH = '/srv/a b'\nos.system(f'rm -r {shlex.quote(PATH)}')"
    assert texts(code, "shell") == ["rm -r '/srv/a b'"]
    code = "import os, shlex\ndef f(x):\n    os.system(f'rm -r {shlex.quote(x)}')"
    assert texts(code, "shell") == ["rm -r {shlex.quote(x)}"]


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("f'{ROOT}/'", "rsync --delete a/ nas:/tank/recordings/"),
        ("ROOT", "rsync --delete a/ nas:/tank/recordings"),
        ("f'{other}/'", "rsync --delete a/ '{other}/'"),
    ],
)
def test_a_word_that_begins_with_a_setting_begins_with_its_default(word: str, line: str) -> None:
    code = (
        "import os, subprocess\nROOT = os.environ.get('ROOT', 'nas:/tank/recordings')\n"
        f"def copy(other):\n    subprocess.run(['rsync', '--delete', 'a/', {word}])"
    )
    assert texts(code, "shell") == [line]


@pytest.mark.parametrize(
    ("imported", "told"),
    [
        ("SafeLoader as Loader", False),
        ("CSafeLoader as Loader", False),
        ("UnsafeLoader as Loader", True),
        ("Loader", True),
        ("UnsafeLoader as SafeLoader", True),
    ],
)
def test_a_class_is_what_it_is_called_where_it_comes_from(imported: str, told: bool) -> None:
    name = imported.rpartition(" ")[2]
    code = (
        f"import requests, yaml\nfrom yaml import {imported}\n"
        f"yaml.load(requests.get('https://acme.io/a').text, Loader={name})"
    )
    assert any(isinstance(one, CodeRun) for one in items(code)) is told, shown(code)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("shlex.join(argv)", False),
        ("subprocess.list2cmdline(argv)", False),
        ("' '.join(map(shlex.quote, argv))", False),
        ("' '.join(shlex.quote(one) for one in argv)", False),
        ("' '.join([quote(one) for one in argv])", False),
        ("' '.join(argv)", True),
        ("' '.join(one for one in argv)", True),
        ("' '.join(map(str, argv))", True),
    ],
)
def test_words_of_a_request_that_are_quoted_one_by_one_are_no_commands(
    line: str, told: bool
) -> None:
    code = f"""
import paramiko, shlex, subprocess
from shlex import quote
from flask import Flask
app = Flask(__name__)

def remote(argv):
    ssh = paramiko.SSHClient()
    ssh.exec_command({line})

@app.get("/logs/<service>")
def logs(service):
    remote(["tail", f"/var/log/{{service}}.log"])
"""
    assert any(isinstance(one, CodeRun) for one in items(code)) is told, shown(code)
