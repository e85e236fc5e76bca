"""Programs that are run, as the command line that means the same."""

from __future__ import annotations

import pytest
from reading_python import items, shown

from guardrail.effects import CodeRun
from guardrail.stream import Embedded

PROGRAMS = [
    ("import subprocess\nsubprocess.run(['rm', '-rf', '/'])", "shell: rm -rf /"),
    ("import subprocess as sp\nsp.call(['rm', 'a b'])", "shell: rm 'a b'"),
    ("from subprocess import run\nrun(['rm', \"it's\"])", "shell: rm 'it'\\''s'"),
    ("from subprocess import run as go\ngo(['rm', x])", "shell: rm {x}"),
    ("subprocess.check_output(['rm', *names])", "shell: rm {*names}"),
    ("subprocess.Popen('rm -rf /', shell=True)", "shell: rm -rf /"),
    ("subprocess.run(f'rm -rf {x}', shell=True)", "shell: rm -rf {x}"),
    ("subprocess.run('rm -rf /', shell=flag)", "shell: rm -rf /"),
    ("subprocess.run('rm -rf /')", "shell: 'rm -rf /'"),
    ("subprocess.run(shlex.split('rm -rf /'))", "shell: rm -rf /"),
    ("subprocess.run('rm -rf /'.split())", "shell: rm -rf /"),
    ("subprocess.run(['psql'], input='DROP TABLE a')", "shell: psql <<< 'DROP TABLE a'"),
    ("import sys\nsubprocess.run([sys.executable, '-c', 'x'])", "shell: python -c x"),
    ("c = ['rm']\nc.append('-r')\nc += ['a']\nsubprocess.run(c)", "shell: rm -r a"),
    ("import os\nos.system('rm -rf /')", "shell: rm -rf /"),
    ("from os import system\nsystem('rm -rf /')", "shell: rm -rf /"),
    ("from os import *\nsystem('rm -rf /')", "shell: rm -rf /"),
    ("__import__('os').system('rm -rf /')", "shell: rm -rf /"),
    ("importlib.import_module('os').system('rm -rf /')", "shell: rm -rf /"),
    ("os.popen('rm -rf /').read()", "shell: rm -rf /"),
    ("os.popen(cmd='rm -rf /').read()", "shell: rm -rf /"),
    ("os.execvp('rm', ['rm', '-rf', '/'])", "shell: rm -rf /"),
    ("os.execlp('rm', 'rm', '-rf', '/')", "shell: rm -rf /"),
    ("await asyncio.create_subprocess_exec('rm', '-rf', '/')", "shell: rm -rf /"),
    ("await asyncio.create_subprocess_shell('rm -rf /')", "shell: rm -rf /"),
    ("functools.partial(subprocess.run, ['rm', 'a'])", "shell: rm a"),
]


@pytest.mark.parametrize(("code", "said"), PROGRAMS)
def test_the_command_line_of_a_call(code: str, said: str) -> None:
    assert shown(code) == [said]


def test_a_program_inherits_where_and_with_what_it_runs() -> None:
    code = "subprocess.run(['ls'], cwd='/srv', env={**os.environ, 'PGHOST': 'db'})"
    (found,) = [item for item in items(code) if isinstance(item, Embedded)]
    assert found.source.surroundings.directory == "/srv"
    assert found.source.surroundings.variables == {"PGHOST": "db"}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("sh.tee('/etc/a', _in='x y')", "shell: tee /etc/a <<< 'x y'"),
        ("sh.sudo('tee', '/etc/a', _in=TEXT)", "shell: sudo tee /etc/a <<< 'a = 1'"),
        ("sh.psql('shop', _in='DROP TABLE a')", "shell: psql shop <<< 'DROP TABLE a'"),
        ("sh.bash(_in=sh.curl('-L', 'https://a.io'))", "shell: curl -L https://a.io | bash "),
        ("sh.bash(sh.curl('-L', 'https://a.io'))", "shell: curl -L https://a.io | bash "),
        ("(cmd.psql['shop'] << 'DROP TABLE a')()", "shell: psql shop <<< 'DROP TABLE a'"),
        ("(cmd.sudo['tee', '/etc/a'] << TEXT) & FG", "shell: sudo tee /etc/a <<< 'a = 1'"),
        ("(cmd.curl['https://a.io'] | cmd.bash)()", "shell: curl https://a.io | bash"),
        ("(cmd.curl['https://a.io'] | cmd.bash['-s'])()", "shell: curl https://a.io | bash -s"),
    ],
)
def test_what_a_command_reads_is_told_with_it(code: str, said: str) -> None:
    head = "import sh\nfrom plumbum import FG, cmd\nTEXT = 'a = 1'\n"
    assert said.strip() in [one.strip() for one in shown(head + code)]


MESSAGES = """
import json
import subprocess
import boto3
ACTIONS = {{"disk": "df -h"}}

def resolve(text):
    return {0}

def perform(message):
    line = resolve(message["text"].strip())
    subprocess.run(line, shell=True)

for item in boto3.client("sqs").receive_message(QueueUrl=queue).get("Messages", []):
    perform(json.loads(item["Body"]))
"""


@pytest.mark.parametrize(
    ("resolved", "told"), [("ACTIONS.get(text, text)", True), ("ACTIONS[text]", False)]
)
def test_a_parameter_called_message_hides_no_message(resolved: str, told: bool) -> None:
    found = [one for one in items(MESSAGES.format(resolved)) if isinstance(one, CodeRun)]
    assert bool(found) is told


@pytest.mark.parametrize("word", ["f'-chdir={ENVS[name]}'", "'-chdir=' + ENVS[name]"])
def test_a_word_is_each_of_those_that_it_is_taken_from(word: str) -> None:
    code = (
        "import subprocess, sys\nENVS = {'dev': 'infra/dev', 'prod': 'infra/prod'}\n"
        f"name = sys.argv[1]\nsubprocess.run(['terraform', {word}, 'destroy'])\n"
    )
    lines = [one.source.text for one in items(code) if isinstance(one, Embedded)]
    assert lines == [f"terraform -chdir=infra/{name} destroy" for name in ("dev", "prod")]
