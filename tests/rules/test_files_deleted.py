"""Files and folders that are deleted: what is installed or made again, what nobody misses."""

from __future__ import annotations

import pytest
from judged import RULES, level

from guardrail.engine.examples import judge_example
from guardrail.example import Example, python, shell, workflow
from guardrail.model import Level


@pytest.mark.parametrize(
    ("path", "command", "expected"),
    [
        ("ops/uninstall.sh", "rm -rf /var/lib/shop", Level.WARNING),
        ("ops/install.sh", "rm -rf /var/lib/shop", Level.ERROR),
        ("ops/uninstall.sh", "rm -rf /", Level.ERROR),
        ("debian/shop.postrm", "rm -rf /var/lib/shop", Level.WARNING),
        ("debian/shop.postinst", "rm -rf /var/lib/shop", Level.ERROR),
        ("ops/a.sh", "rm -rf /etc/apache2/sites-enabled/shop.conf", Level.WARNING),
        ("ops/a.sh", "rm -rf /etc/apache2/conf", Level.ERROR),
        ("ops/a.sh", "rm -rf /srv/shop/shop.db", Level.ERROR),
        ("docker/start.sh", "rm -rf /var/www/html/apps/api", Level.WARNING),
        ("app/docker-entrypoint.sh", "rm -rf /var/www/html/apps/api", Level.WARNING),
        ("docker/start.sh", "rm -rf /var/lib/postgresql/data", Level.ERROR),
        ("docker/start.sh", "rm -rf /var/www/html/uploads", Level.ERROR),
        ("docker/start.sh", "rm -rf /var", Level.ERROR),
        ("ops/start.sh", "rm -rf /var/www/html/apps/api", Level.ERROR),
        ("ops/a.sh", "find /srv/shop -exec grep -q old {} \\; -delete", Level.WARNING),
        ("ops/a.sh", "find /srv/shop -exec echo {} \\; -delete", Level.ERROR),
        ("ops/install.sh", "rm -rf /usr/local/go", Level.WARNING),
        ("ops/install.sh", "rm -rf /opt/shop/venv", Level.WARNING),
        ("ops/install.sh", "rm -rf /opt/shop/data", Level.ERROR),
        ("ops/install.sh", "rm -rf /usr/src/app/docs", Level.WARNING),
        ("ops/install.sh", "rm -rf /usr/src/linux", Level.ERROR),
        ("ops/install.sh", "rm -rf /usr/local/bin", Level.ERROR),
        ("ops/install.sh", "rm -rf /opt/certbot/venv", Level.WARNING),
        ("ops/install.sh", "rm -rf /opt/shop/certs", Level.ERROR),
        ("ops/install.sh", "rm -rf /var/lib/shop/data_tmp", Level.OFF),
        ("ops/install.sh", "rm -rf /var/lib/shop/attempts", Level.ERROR),
        ("ops/start.sh", "find /srv/shop -name .lock -delete", Level.WARNING),
    ],
)
def test_what_is_installed_again_or_taken_out_by_its_own_script_is_no_error(
    path: str, command: str, expected: Level
) -> None:
    assert level("recursive-delete", shell(command, path=path)) is expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("mkdir /build-new\ncd /build-new\nmake\ncd / && rm -rf /build-new", Level.INFO),
        ("mkdir -m 700 /build-new\nrm -rf /build-new", Level.INFO),
        ("cd /srv\nmkdir out\nrm -rf /srv/out", Level.INFO),
        ("mkdir -p /build-new\nrm -rf /build-new", Level.ERROR),
        ("if $new; then mkdir /build-new; fi\nrm -rf /build-new", Level.ERROR),
        ("rm -rf /build-new\nmkdir /build-new", Level.ERROR),
        ("mkdir /build-new\nrm -rf /build-old", Level.ERROR),
    ],
)
def test_a_folder_that_the_script_made_may_go(script: str, expected: Level) -> None:
    assert level("recursive-delete", shell(script, path="image/build")) is expected


ACTION = (
    "name: a\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: |\n        {}\n"
)


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ("rm -rf /usr/share/dotnet; rm -rf /opt/ghc", Level.INFO),
        ('rm -rf /usr/share/dotnet "$AGENT_TOOLSDIRECTORY"', Level.INFO),
        ("rm -rf /usr/share/dotnet", Level.ERROR),
        ("rm -rf / /opt/ghc", Level.WARNING),
    ],
)
def test_an_action_that_slims_githubs_image_runs_on_it(commands: str, expected: Level) -> None:
    action = workflow(ACTION.format(commands), path=".github/actions/room/action.yml")
    assert level("recursive-delete", action) is expected


def test_a_test_names_places_that_are_none() -> None:
    code = "import shutil\n\nshutil.rmtree({!r})"
    for place, told in (("/fake/instance", Level.INFO), ("/", Level.ERROR)):
        assert level("recursive-delete", python(code.format(place), path="tests/test_a.py")) is told
    assert level("recursive-delete", python(code.format("/srv/x"))) is Level.ERROR


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ("-name '*.log' -mtime +30", Level.INFO),
        ("-name '*.log.*' -mmin +600", Level.INFO),
        ("-name '*.log'", Level.WARNING),
        ("-mtime +30", Level.WARNING),
        ("-name '*.jpg' -mtime +30", Level.WARNING),
        ("-name '*.log' -mtime -30", Level.WARNING),
        ("-type f", Level.ERROR),
    ],
)
def test_old_files_that_programs_leave_are_nothing(tests: str, expected: Level) -> None:
    assert level("recursive-delete", shell(f"find /var/lib/shop {tests} -delete")) is expected


PRUNED = """\
import argparse
from pathlib import Path

def prune(apply):
    for path in Path("/srv/portal/uploads").rglob("*"):
        if not apply:
            continue
        path.unlink()

parser = argparse.ArgumentParser()
parser.add_argument("--OPTION", action="store_true")
args = parser.parse_args()
prune(GIVEN)
"""


@pytest.mark.parametrize(
    ("option", "given", "expected"),
    [
        ("apply", "args.apply", Level.INFO),
        ("dry-run", "not args.dry_run", Level.ERROR),
    ],
)
def test_files_are_told_quietly_that_go_only_where_somebody_says_so(
    option: str, given: str, expected: Level
) -> None:
    code = PRUNED.replace("OPTION", option).replace("GIVEN", given)
    assert level("recursive-delete", python(code)) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("f'/srv/exports/jobs/{job}'", Level.INFO),
        ("f'/opt/portal/releases/{version}'", Level.INFO),
        ("f'/srv/{name}'", Level.WARNING),
        ("f'/var/lib/postgresql/{version}/main'", Level.WARNING),
    ],
)
@pytest.mark.parametrize(
    "code",
    [
        "import shutil\n\ndef drop(job, version, name):\n    shutil.rmtree({})\n",
        "import os\n\ndef drop(job, version, name):\n    os.execlp('rm', 'rm', '-rf', {})\n",
    ],
)
def test_one_of_many_is_told_alike_by_a_call_and_by_a_program(
    code: str, path: str, expected: Level
) -> None:
    assert level("recursive-delete", python(code.format(path))) is expected


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        ("*.preview.mp3", Level.INFO),
        ("*_thumb.jpg", Level.INFO),
        ("*.mp3", Level.WARNING),
        ("preview*", Level.ERROR),
        ("*.previewed", Level.WARNING),
    ],
)
def test_files_that_are_made_of_others_are_made_again(mask: str, expected: Level) -> None:
    command = f"find /Volumes/Recordings -name '{mask}' -delete"
    assert level("recursive-delete", shell(command)) is expected


def test_a_mode_says_whose_file_it_opens_also_where_that_is_not_known() -> None:
    code = "import os\n\nos.chmod({}, 0o777)"
    told = [
        judge_example(RULES["world-writable-files"], python(code.format(path)))[0].message
        for path in ("path", 'f"/srv/{a}/x"', '"/srv/x"')
    ]
    assert told == [
        "everybody may write to a file that is only known at run time",
        "everybody may write to /srv/…/x",
        "everybody may write to /srv/x",
    ]


@pytest.mark.parametrize(
    ("rule", "example", "expected"),
    [
        ("recursive-delete", shell("find -L /srv/shop -type l -delete"), Level.WARNING),
        ("recursive-delete", shell("find -L /srv/shop -type d -delete"), Level.ERROR),
    ],
)
def test_links_that_lead_nowhere_are_less_than_folders(
    rule: str, example: Example, expected: Level
) -> None:
    assert level(rule, example) is expected


ON_MACHINES = """\
import ansible_runner

DEFAULT_HOSTS = "HOSTS"

def reset(hosts=None):
    ansible_runner.run(
        inventory="site.yml",
        host_pattern=hosts or DEFAULT_HOSTS,
        module="ansible.builtin.shell",
        module_args="systemctl stop docker && rm -rf /var/lib/docker",
    )

reset()
"""


@pytest.mark.parametrize(
    ("hosts", "expected"), [("all", Level.ERROR), ("db", Level.ERROR), ("ci_runners", Level.INFO)]
)
def test_which_machines_a_line_runs_on_decides(hosts: str, expected: Level) -> None:
    assert level("recursive-delete", python(ON_MACHINES.replace('HOSTS"', f'{hosts}"'))) is expected
