"""Files in which a line gives lasting rights, empty hooks, lines typed into programs."""

from __future__ import annotations

import pytest
from reading_python import items, shown, texts

from guardrail.effects import FileChange, GuardChange, Recoverable
from guardrail.stream import Embedded

FILES = """
import os
from pathlib import Path
KEYS = Path("/root/.ssh/authorized_keys")
RULE = "deploy ALL=(ALL) NOPASSWD: ALL\\n"
HOOK = Path(__file__).resolve().parents[1] / ".git" / "hooks" / "pre-commit"
def write(path, text):
    with open(path, "w") as file:
        file.write(text)
"""


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("with KEYS.open('a') as file:\n    file.write(key)", "protection=ssh keys"),
        ("open(KEYS, 'a').write(key)", "protection=ssh keys"),
        ("Path('/etc/sudoers.d/deploy').write_text(RULE)", "protection=sudo"),
        ("write('/etc/sudoers.d/deploy', RULE)", "protection=sudo"),
        ("with open('/etc/sudoers', 'a') as f:\n    print(RULE, file=f)", "protection=sudo"),
        (
            "with open('/etc/sudoers', 'a') as f:\n    f.writelines(['# ours\\n', RULE])",
            "protection=sudo",
        ),
        ("HOOK.write_text('#!/bin/sh\\nexit 0\\n')", "guard=git hooks"),
        ("Path('.husky/pre-push').write_text('')", "guard=git hooks"),
    ],
)
def test_what_a_line_in_a_file_does(deed: str, said: str) -> None:
    assert any(said in line for line in shown(FILES + deed))


@pytest.mark.parametrize(
    "deed",
    [
        "with KEYS.open() as file:\n    file.read()",
        "Path('/etc/sudoers.d/deploy').write_text('deploy ALL=(root) NOPASSWD: /bin/ls\\n')",
        "HOOK.write_text('#!/bin/sh\\nruff check .\\n')",
        "Path('docs/sudoers').write_text(RULE)",
    ],
)
def test_what_gives_nobody_anything(deed: str) -> None:
    assert not any("protection=" in line or "guard=" in line for line in shown(FILES + deed))


def test_lines_typed_into_a_program_are_its_input() -> None:
    code = """
    import pexpect
    def session(dsn) -> pexpect.spawn:
        return pexpect.spawn("psql", [dsn])
    child = session("shop")
    child.sendline("DROP TABLE users;")
    pexpect.spawn("ssh root@db").sendline("rm -rf /var/lib/mysql")
    """
    assert [one for one in texts(code, "shell") if "<<<" in one] == [
        "psql <<< 'DROP TABLE users;'",
        "ssh root@db <<< 'rm -rf /var/lib/mysql'",
    ]


def test_what_a_program_that_is_typed_into_is_started_with() -> None:
    code = 'import pexpect\nwords = ["-o", "A=b", HOST]\npexpect.spawn("ssh", words)\n'
    assert texts(code, "shell") == ["ssh -o A=b {HOST}"]


def test_actions_of_doit_run_in_a_shell() -> None:
    code = """
    def task_reset():
        return {"actions": ["rm -rf ~/.aws", ["dropdb", "shop"]], "targets": ["x"]}
    """

    found = [one.source.text for one in items(code, "dodo.py") if isinstance(one, Embedded)]
    assert found == ["rm -rf ~/.aws", "dropdb shop"]


def test_a_command_that_another_one_runs_with_plumbum() -> None:
    code = """
    from plumbum.cmd import rm, sudo
    from plumbum import FG
    sudo[rm["-rf", "/srv/data"]] & FG
    """
    assert texts(code, "shell") == ["sudo rm -rf /srv/data"]


@pytest.mark.parametrize(("mode", "stops"), [("0o644", True), ("0o755", False)])
def test_a_hook_that_may_not_be_run(mode: str, stops: bool) -> None:
    lines = shown(FILES + f"HOOK.chmod({mode})")
    assert any("guard=git hooks" in line for line in lines) is stops


def test_what_is_written_to_a_running_program_is_its_input() -> None:
    code = """
    import subprocess
    psql = subprocess.Popen(["psql", "shop"], stdin=subprocess.PIPE)
    psql.communicate(b"DROP DATABASE orders;")
    """
    assert texts(code, "shell") == ["psql shop <<< 'DROP DATABASE orders;'"]


def test_sudo_of_sh_runs_the_program_after_it() -> None:
    code = "import sh\nsh.sudo.rm('-rf', '/var/lib/mysql')"
    assert texts(code, "shell") == ["rm -rf /var/lib/mysql"]


@pytest.mark.parametrize(
    ("code", "deed"),
    [
        ("data['jobs'].pop('scan')\n    CI.write_text(dump(data))", "a part is taken out"),
        ("jobs.pop('scan', None)\n    CI.write_text(dump(data))", "a part is taken out"),
        ("del data['jobs']['scan']\n    CI.write_text(dump(data))", "a part is taken out"),
        ("CI.write_text(text.replace('pytest', 'pytest || true'))", "a check no longer counts"),
        (
            "with open('.gitlab-ci.yml', 'w') as f:\n        f.write('allow_failure: true')",
            "no longer",
        ),
        (
            "hooks = [one for one in jobs if one['id'] != 'scan']\n    CI.write_text(str(hooks))",
            "a part is taken out",
        ),
        ("data['env'] = {'A': 1}\n    CI.write_text(dump(data))", ""),
        ("jobs.pop('scan')\n    Path('ci-report.yml').write_text(dump(data))", ""),
    ],
)
def test_a_pipeline_that_a_program_writes(code: str, deed: str) -> None:
    head = (
        "from pathlib import Path\nCI = Path('.github/workflows/ci.yml')\ndef mend(data, jobs):\n"
    )
    told = [line for line in shown(f"{head}    {code}\n") if "guard=CI check" in line]
    assert [deed in line for line in told] == [True] * bool(deed)


DUMPED = """
from pathlib import Path
from ruamel.yaml import YAML
yaml = YAML()
HOOKS = Path(__file__).parent / ".pre-commit-config.yaml"
def update():
    config = yaml.load(HOOKS)
    {change}
    with HOOKS.open("w") as out:
        yaml.dump(config, out)
"""


@pytest.mark.parametrize(
    ("change", "weaker"),
    [
        ("config['repos'] = [one for one in config['repos'] if one['repo'] not in GONE]", True),
        ("config['jobs']['check']['if'] = False", True),
        ("config['repos'][0]['rev'] = 'v2'", False),
    ],
)
def test_what_is_dumped_into_an_opened_file(change: str, weaker: bool) -> None:
    found = items(DUMPED.format(change=change), "update.py")
    assert any(isinstance(one, GuardChange) for one in found) is weaker


SETTINGS = """
import json
from pathlib import Path
FILE = Path(".claude/settings.json")
def allow():
    settings = json.loads(FILE.read_text())
    {change}
    FILE.write_text(json.dumps(settings))
"""


@pytest.mark.parametrize(
    ("change", "added"),
    [
        ("settings['permissions']['allow'].append('Bash(pytest:*)')", True),
        ("settings['permissions']['allow'].append('Bash(*)')", False),
        ("settings.pop('hooks', None)", False),
        ("settings['permissions']['defaultMode'] = 'bypassPermissions'", False),
    ],
)
def test_what_an_agent_may_is_added_to(change: str, added: bool) -> None:
    found = items(SETTINGS.format(change=change), "update.py")
    (told,) = [one for one in found if isinstance(one, FileChange)]
    assert (told.recoverable is Recoverable.YES) is added


DRAFT = """
import os, shutil, subprocess
from pathlib import Path
draft = Path("/tmp/draft")
draft.write_text("deploy ALL=(root) NOPASSWD: {may}\\n")
"""


@pytest.mark.parametrize(
    "put",
    [
        'subprocess.run(["sudo", "cp", draft, "/etc/sudoers.d/deploy"])',
        'subprocess.run(["sudo", "install", "-m", "0440", str(draft), "/etc/sudoers.d/deploy"])',
        'shutil.copy(draft, "/etc/sudoers.d/deploy")',
        'shutil.move(draft, "/etc/sudoers.d/deploy")',
        'os.replace(draft, "/etc/sudoers.d/deploy")',
        'draft.rename("/etc/sudoers.d/deploy")',
    ],
)
@pytest.mark.parametrize(("may", "told"), [("ALL", True), ("/bin/systemctl restart shop", False)])
def test_what_is_put_in_place_was_written_elsewhere(put: str, may: str, told: bool) -> None:
    found = shown(DRAFT.format(may=may) + put)
    assert any("protection=sudo" in line for line in found) is told


NUMBERED = """
import os, subprocess, tempfile

COMMANDS = ["{may}"]

def rule():
    return f"deploy ALL=(root) NOPASSWD: {{', '.join(COMMANDS)}}\\n"

def install(text):
    fd, draft = tempfile.mkstemp(prefix="sudoers-")
    with os.fdopen(fd, "w") as file:
        file.write(text)
    subprocess.run(["install", "-m", "0440", draft, "/etc/sudoers.d/deploy"], check=True)

install(rule())
"""


@pytest.mark.parametrize(("may", "told"), [("ALL", True), ("/bin/systemctl restart shop", False)])
def test_a_temporary_file_is_written_by_its_number(may: str, told: bool) -> None:
    assert any("protection=sudo" in line for line in shown(NUMBERED.format(may=may))) is told
