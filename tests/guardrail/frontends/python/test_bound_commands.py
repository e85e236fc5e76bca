"""plumbum's commands, whose arguments are bound piece by piece."""

from __future__ import annotations

import pytest
from reading_python import texts

START = "from plumbum import FG, local\nfrom plumbum.cmd import rm\npath = '/srv/data'\n"


@pytest.mark.parametrize(
    "code",
    [
        "local['rm']['-rf', '/srv/data']()",
        "local['rm']['-rf', path]()",
        "local['/bin/rm']('-rf', '/srv/data')",
        "local.cmd.rm['-rf']('/srv/data')",
        "rm['-rf', '/srv/data']()",
        "rm['-rf']['/srv/data'].run()",
        "rm['-rf', '/srv/data'] & FG",
        "(rm['-rf', '/srv/data'] & FG(timeout=3))",
        "wipe = rm['-rf']\nwipe('/srv/data')",
        "wipe = local['rm']\nwipe['-rf', path].run_fg()",
    ],
)
def test_a_command_runs_with_all_that_is_bound_to_it(code: str) -> None:
    assert texts(START + code, "shell") == ["rm -rf /srv/data"]


@pytest.mark.parametrize(
    "code",
    [
        "rm['-rf', '/srv/data']",
        "wipe = local['rm']['-rf', path]\nprint(wipe)",
        "local.env['rm']()",
        "flags = rm['-rf', path] & mask",
        "other['rm']['-rf', path]()",
    ],
)
def test_what_is_only_bound_runs_nothing(code: str) -> None:
    assert texts(START + code, "shell") == []
