"""Relative paths are meant below the folder that the code before them has gone to."""

import pytest
from reading_python import items, shown

from guardrail.effects import FileChange
from guardrail.stream import Embedded


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("os.chdir('/srv/app')\nshutil.rmtree('data')", "/srv/app/data"),
        ("with contextlib.chdir('/srv/app'):\n    shutil.rmtree('data')", "/srv/app/data"),
        ("os.chdir('/srv/app')\nif x:\n    shutil.rmtree('data')", "/srv/app/data"),
        ("os.chdir('/srv')\nos.chdir('/opt')\nshutil.rmtree('data')", "/opt/data"),
        ("os.chdir('/srv/app')\nshutil.rmtree('../data')", "/srv/data"),
        ("os.chdir('/srv/app')\nshutil.rmtree('/opt/data')", "/opt/data"),
        ("os.chdir(folder)\nshutil.rmtree('data')", "data"),
        ("shutil.rmtree('data')\nos.chdir('/srv/app')", "data"),
        ("def go():\n    os.chdir('/srv/app')\nshutil.rmtree('data')", "data"),
        ("os.chdir('/srv/app')\ndef go():\n    shutil.rmtree('data')", "data"),
    ],
)
def test_a_path_lies_below_the_folder_gone_to(code: str, path: str) -> None:
    found = items(f"import contextlib, os, shutil\n{code}\n")
    assert [one.path for one in found if isinstance(one, FileChange)] == [path]


@pytest.mark.parametrize(
    "code",
    [
        "import os, subprocess\nos.chdir('/srv/app')\nsubprocess.run('rm -rf data', shell=True)",
        "import os, subprocess\nos.chdir('/srv/app')\nsubprocess.run(['rm', '-rf', 'data'])",
        (
            "from fabric import Connection\nc = Connection('web')\n"
            "with c.cd('/srv/app'):\n    c.run('rm -rf data')"
        ),
        (
            "from fabric import Connection\nc = Connection('web')\n"
            "with c.cd('/srv'):\n    with c.cd('app'):\n        c.run('rm -rf data')"
        ),
    ],
)
def test_a_command_line_runs_in_the_folder_gone_to(code: str) -> None:
    found = [one for one in items(code) if isinstance(one, Embedded)]
    assert [one.source.surroundings.directory for one in found] == ["/srv/app"]


def test_a_command_line_says_itself_where_it_runs() -> None:
    code = (
        "import os, subprocess\nos.chdir('/srv/app')\n"
        "subprocess.run(['rm', '-rf', 'data'], cwd='/opt')"
    )
    found = [one for one in items(code) if isinstance(one, Embedded)]
    assert [one.source.surroundings.directory for one in found] == ["/opt"]
    assert shown(code) == ["shell: rm -rf data"]
