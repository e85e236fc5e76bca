"""What a setting is where the environment says nothing, however it is asked for."""

from __future__ import annotations

import pytest
from reading_python import texts


@pytest.mark.parametrize(
    ("above", "asked"),
    [
        ("import os", "os.environ.get('DISK', '/dev/sdb')"),
        ("import os", "os.getenv('DISK', default='/dev/sdb')"),
        ("from decouple import config", "config('DISK', default='/dev/sdb')"),
        ("from environs import Env\nenv = Env()", "env.str('DISK', '/dev/sdb')"),
        ("import environ\nenv = environ.Env()", "env('DISK', default='/dev/sdb')"),
        ("from plumbum import local", "local.path(local.env.get('DISK', '/dev/sdb'))"),
    ],
)
def test_the_default_of_a_setting(above: str, asked: str) -> None:
    code = f"import subprocess\n{above}\nsubprocess.run(['mkfs.ext4', '-F', {asked}])"
    assert texts(code, "shell") == ["mkfs.ext4 -F /dev/sdb"]


def test_what_has_none_is_not_known() -> None:
    code = "import os, subprocess\nsubprocess.run(['mkfs.ext4', '-F', os.getenv('DISK')])"
    assert texts(code, "shell") == ["mkfs.ext4 -F {os.getenv('DISK')}"]


@pytest.mark.parametrize("name", ["mkfs.ext4", "mkfs.xfs", "mkfs"])
def test_commands_of_plumbum_with_a_dot_in_their_name(name: str) -> None:
    code = f"from plumbum import local\nmkfs = local['{name}']\nmkfs('-F', '/dev/sdb')"
    assert texts(code, "shell") == ["mkfs -F /dev/sdb"]


def test_what_a_method_gives_to_a_command_of_plumbum() -> None:
    code = (
        "from plumbum import cli, local\nmkfs = local['mkfs.ext4']\n"
        "class Prepare(cli.Application):\n"
        "    def volume(self):\n"
        "        return local.path(local.env.get('DISK', '/dev/sdb'))\n"
        "    def main(self):\n"
        "        volume = self.volume()\n"
        "        mkfs('-F', '-L', self.label, volume)\n"
    )
    assert texts(code, "shell") == ["mkfs -F -L {self.label} /dev/sdb"]
