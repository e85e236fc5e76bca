"""Commands of plumbum and sh, whose arguments are bound piece by piece."""

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
        "words = ['-rf', path]\nlocal['rm'][words]()",
        "local['rm'](['-rf', path])",
        "rm['-rf', ['/srv/data']] & FG",
        "def words():\n    return ['-rf', '/srv/data']\nrm[words()]()",
        "def wipe(command):\n    command('-rf', path)\nwipe(local['rm'])",
        (
            "class Wipe:\n    def main(self):\n        command = local['rm']\n"
            "        self.wipe(command)\n    def wipe(self, command):\n"
            "        command('-rf', '/srv/data')"
        ),
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


@pytest.mark.parametrize(
    "code",
    [
        "sh.git.push('--force', 'origin', 'main')",
        "from sh import git\ngit.push('--force', 'origin', 'main')",
        "git = sh.git.bake('push')\ngit('--force', 'origin', 'main')",
        "run = sh.Command('/usr/bin/git')\nrun('push', '--force', 'origin', 'main')",
        "sh.git.bake(_cwd='/srv').push('--force', 'origin', 'main')",
    ],
)
def test_sub_commands_and_what_is_baked_into_a_command_of_sh_run_too(code: str) -> None:
    assert texts(f"import sh\n{code}", "shell") == ["git push --force origin main"]


def test_an_argument_of_sh_that_is_true_is_an_option() -> None:
    code = "import sh\nsh.git.push('origin', force=True, _cwd='/srv', quiet=False)"
    assert texts(code, "shell") == ["git push origin --force"]


@pytest.mark.parametrize(
    "code", ["sh.git.bake('push', '--force')", "sh.git.push", "other.git.push('--force')"]
)
def test_what_is_only_baked_or_another_s_runs_nothing(code: str) -> None:
    assert texts(f"import sh\n{code}", "shell") == []


@pytest.mark.parametrize(
    "code",
    [
        "docker('system', 'prune', '--volumes')",
        "prune = docker['system', 'prune', '--volumes']\nprune()",
        "execute = docker['system']\nexecute('prune', '--volumes')",
    ],
)
def test_commands_under_names_that_others_have_too(code: str) -> None:
    start = "from plumbum import local\ndocker = local['docker']\n"
    assert texts(start + code, "shell") == ["docker system prune --volumes"]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("local['/sbin/auditctl']['-e', '0']()", "auditctl -e 0"),
        ("local['firewall-cmd']('--panic-off')", "firewall-cmd --panic-off"),
        ("local['cryptsetup']['luksFormat', '/dev/sdb1'] & FG", "cryptsetup luksFormat /dev/sdb1"),
    ],
)
def test_programs_of_disks_and_of_what_protects_a_machine_are_commands_too(
    code: str, line: str
) -> None:
    assert texts(START + code, "shell") == [line]


@pytest.mark.parametrize(
    "code",
    [
        "far = SshMachine('db-1')\nfar['rm']('-rf', '/srv/data')",
        "far = SshMachine('db-1')\nfar['rm']['-rf', path]()",
        "with SshMachine('db-1') as far:\n    far['rm']['-rf', '/srv/data'] & FG",
    ],
)
def test_another_machine_has_commands_too(code: str) -> None:
    start = START + "from plumbum import SshMachine\n"
    assert texts(start + code, "shell") == ["rm -rf /srv/data"]
