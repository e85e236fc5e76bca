"""Resources of clouds and services that are destroyed: picked how, named how, asked for by whom."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import Example, python, shell
from guardrail.model import Level


@pytest.mark.parametrize(
    ("path", "command", "expected"),
    [
        ("ops/clean", "docker volume rm shop-data", Level.WARNING),
        ("ops/teardown.sh", "docker compose down --volumes", Level.WARNING),
        ("ops/deploy.sh", "docker compose down --volumes", Level.ERROR),
        ("ops/teardown.sh", "terraform destroy -auto-approve", Level.ERROR),
        ("ops/x.sh", 'aws ec2 delete-snapshot --snapshot-id "$id"', Level.WARNING),
        ("ops/x.sh", "aws ec2 delete-snapshot --snapshot-id snap-1", Level.ERROR),
        ("ops/x.sh", 'gh api -X DELETE "repos/a/b/git/refs/tags/$TAG"', Level.WARNING),
        ("ops/x.sh", "gh api -X DELETE repos/a/b/git/refs/heads/main", Level.ERROR),
        ("ops/x.sh", "gh api -X DELETE repos/a/b", Level.ERROR),
        ("ops/x.sh", 'gh api -X DELETE "repos/a/b/actions/artifacts/$A"', Level.WARNING),
        ("ops/x.sh", "aws s3 rm --recursive s3://tile-cache.shop.io/v1/", Level.WARNING),
        ("ops/x.sh", "aws s3 rm --recursive s3://cached-shop/v1/", Level.ERROR),
        ("ops/x.sh", 'aws ec2 delete-volume --volume-id "$id"', Level.ERROR),
        (
            "ops/x.sh",
            'aws rds delete-db-instance --db-instance-identifier "$id" --skip-final-snapshot',
            Level.ERROR,
        ),
    ],
)
def test_what_is_taken_down_on_ones_own_machine_or_cleared_away_from_a_list(
    path: str, command: str, expected: Level
) -> None:
    assert level("destroyed-resource", shell(command, path=path)) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("stop_idle", Level.WARNING),
        ("power_off_dev", Level.WARNING),
        ("terminate_idle", Level.INFO),
        ("stop_and_delete", Level.INFO),
        ("power_report", Level.INFO),
    ],
)
def test_what_is_named_for_stopping_should_not_end_machines(name: str, expected: Level) -> None:
    code = f"""\
import boto3

def {name}():
    ec2 = boto3.client("ec2")
    found = ec2.describe_instances(Filters=[{{"Name": "tag:env", "Values": ["dev"]}}])
    ids = [one["InstanceId"] for part in found["Reservations"] for one in part["Instances"]]
    ec2.terminate_instances(InstanceIds=ids)
"""
    assert level("destroyed-resource", python(code)) is expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ('name = f"pr-{number}"', Level.INFO),
        ('name = f"shop-{number}"', Level.WARNING),
        ("name = number", Level.WARNING),
    ],
)
@pytest.mark.parametrize("inner", ["", "down(name)\n\ndef down(name):\n    "])
def test_the_name_that_an_object_was_asked_for_by(named: str, inner: str, expected: Level) -> None:
    code = f"""\
from pulumi import automation as auto

def closed(number):
    {named}
    {inner}stack = auto.select_stack(stack_name=name, work_dir="infra")
    stack.destroy()
"""
    assert level("destroyed-resource", python(code)) is expected


@pytest.mark.parametrize(
    ("listed", "taken", "expected"),
    [
        ("describe_instances", "terminate_instances(InstanceIds=[one['Id']])", Level.WARNING),
        ("describe_snapshots", "delete_snapshot(SnapshotId=one['Id'])", Level.INFO),
    ],
)
def test_what_runs_for_long_is_in_use(listed: str, taken: str, expected: Level) -> None:
    code = f"""\
import boto3

ec2 = boto3.client("ec2")
for one in ec2.{listed}()["Found"]:
    if one["StartTime"] < limit:
        ec2.{taken}
"""
    assert level("destroyed-resource", python(code)) is expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [(", SkipFinalSnapshot=True", Level.WARNING), (", FinalDBSnapshotIdentifier='a'", Level.INFO)],
)
def test_a_question_doesnt_say_that_nothing_is_kept(more: str, expected: Level) -> None:
    code = f"""\
import boto3
import click

def retire(name):
    click.confirm(f"Retire {{name}}?", abort=True)
    boto3.client("rds").delete_db_instance(DBInstanceIdentifier=name{more})
"""
    assert level("destroyed-resource", python(code)) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [("one['Name'].endswith(domain)", Level.INFO), ("one['Type'] != 'SOA'", Level.WARNING)],
)
def test_records_that_their_names_pick(condition: str, expected: Level) -> None:
    code = f"""\
import boto3

def clear(zone, domain):
    dns = boto3.client("route53")
    found = dns.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    changes = [
        {{"Action": "DELETE", "ResourceRecordSet": one}} for one in found if {condition}
    ]
    dns.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={{"Changes": changes}})
"""
    assert level("destroyed-resource", python(code)) is expected


@pytest.mark.parametrize(
    ("workspace", "expected"),
    [
        ('f"preview-{number}"', Level.INFO),
        ('f"shop-{number}"', Level.ERROR),
        ('"production"', Level.ERROR),
        ('os.environ["WORKSPACE"]', Level.ERROR),
    ],
)
def test_a_stack_is_known_by_its_workspace(workspace: str, expected: Level) -> None:
    code = (
        "import os, subprocess\n\n"
        "def terraform(*args, workspace):\n"
        "    env = dict(os.environ, TF_WORKSPACE=workspace)\n"
        '    subprocess.run(["terraform", *args], env=env, check=True)\n\n'
        "def close(number):\n"
        f'    terraform("destroy", "-auto-approve", workspace={workspace})\n'
    )
    assert level("destroyed-resource", python(code)) is expected


TIDIED = """\
import os
import httpx

FLEET = os.environ["FLEET_URL"]

def tidy(client: httpx.Client):
    for car in client.get(f"{FLEET}/v1/cars", params=PICKED).json():
        client.delete(f"{FLEET}/v1/cars/{car['id']}")
"""


@pytest.mark.parametrize(
    ("path", "picked", "expected"),
    [
        ("tools/tidy.py", "{}", Level.WARNING),
        ("e2e/tidy.py", "{}", Level.WARNING),
        ("e2e/tidy.py", "{'tag': run}", Level.OFF),
    ],
)
def test_all_that_a_service_lists_is_somebodys_in_a_test_too(
    path: str, picked: str, expected: Level
) -> None:
    example = python(TIDIED.replace("PICKED", picked), path=path)
    assert level("provider-deletion", example) is expected


def test_a_service_that_a_test_names_for_itself_is_its_own() -> None:
    code = TIDIED.replace("PICKED", "{}").replace('os.environ["FLEET_URL"]', '"http://fleet"')
    assert level("provider-deletion", python(code, path="e2e/tidy.py")) is Level.OFF


@pytest.mark.parametrize(
    ("rule", "example", "expected"),
    [
        ("destroyed-resource", shell("kubectl -n shop delete pod web-1"), Level.WARNING),
        ("destroyed-resource", shell("kubectl -n shop delete pods --all"), Level.ERROR),
        ("destroyed-resource", shell("kubectl -n shop delete pvc data-1"), Level.ERROR),
        ("destroyed-resource", shell("kubectl -n shop delete deploy,svc -l app=web"), Level.INFO),
        ("destroyed-resource", shell("kubectl delete jobs -l 'tier in (a, b)'"), Level.INFO),
        ("destroyed-resource", shell("kubectl delete deploy -A -l app=web"), Level.ERROR),
        ("destroyed-resource", shell("kubectl delete deploy -l app!=web"), Level.ERROR),
        ("destroyed-resource", shell("kubectl delete deploy,pvc -l app=web"), Level.ERROR),
    ],
)
def test_what_a_controller_starts_anew_is_quieter(
    rule: str, example: Example, expected: Level
) -> None:
    assert level(rule, example) is expected


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        ("client.list_buckets(prefix='preview-')", Level.WARNING),
        ("client.list_buckets()", Level.ERROR),
    ],
)
def test_what_a_label_picks_may_go_whatever_is_in_it(listing: str, expected: Level) -> None:
    code = (
        "from google.cloud import storage\nclient = storage.Client()\n"
        f"for bucket in {listing}:\n    bucket.delete(force=True)\n"
    )
    assert level("destroyed-resource", python(code)) is expected


RUN_FOLDER = """\
import argparse
import posixpath
import s3fs

def run_path(run):
    return posixpath.join("acme-ml", {0}run)

def remove(fs: s3fs.S3FileSystem, path: str):
    if fs.exists(path):
        fs.rm(path, recursive=True)

parser = argparse.ArgumentParser()
parser.add_argument({1})

def main():
    args = parser.parse_args()
    {2}path = run_path(args.run)
    remove(s3fs.S3FileSystem(), path)

if __name__ == "__main__":
    main()
"""
CHECKED = 'if not args.run.startswith("run-"):\n        raise SystemExit("a run is needed")\n    '


@pytest.mark.parametrize(
    ("folder", "option", "check", "expected"),
    [
        ('"training", ', '"run"', CHECKED, Level.INFO),
        ('"training", ', '"run"', "", Level.WARNING),
        ('"training", ', '"--run", default=""', "", Level.WARNING),
        ("", '"run"', CHECKED, Level.WARNING),
    ],
)
def test_one_folder_of_many_that_a_check_says_which_it_may_be(
    folder: str, option: str, check: str, expected: Level
) -> None:
    code = RUN_FOLDER.format(folder, option, check)
    assert level("destroyed-resource", python(code)) is expected


REBUILT = """\
import argparse

from dbt.cli.main import dbtRunner

def arguments(target, rebuild, threads):
    words = ["build", "--select", "tag:ledger", "--target", target, "--threads", str(threads)]
    if CONDITION:
        words.append("--full-refresh")
    return words

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--target", default="prod")
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--rebuild", action=argparse.BooleanOptionalAction, default=DEFAULT)
    opts = parser.parse_args()
    dbtRunner().invoke(arguments(opts.target, opts.rebuild, opts.threads))

main()
"""


@pytest.mark.parametrize(
    ("condition", "default", "told"),
    [
        ("rebuild", "True", True),
        ("rebuild", "False", False),
        ('rebuild and target != "prod"', "True", False),
        ("threads > 4", "False", True),
    ],
)
def test_a_word_that_is_appended_for_who_asks_for_it(
    condition: str, default: str, told: bool
) -> None:
    code = REBUILT.replace("CONDITION", condition).replace("DEFAULT", default)
    found = level("destroyed-resource", python(code))
    assert (found is not None and found >= Level.WARNING) is told


BY_QUERY = """\
import urllib.parse
import urllib.request

BASE = "https://api.machines.dev/v1"
PREFIX = "NAMED"

def call(method, path, **query):
    url = BASE + path
    if query:
        url += "?" + urllib.parse.urlencode(query)
    return urllib.request.urlopen(urllib.request.Request(url, method=method))

def abandoned():
    for app in call("GET", "/apps", org="acme"):
        if app["name"].startswith(PREFIX):
            yield app["name"]

for name in abandoned():
    call("DELETE", f"/apps/{name}", force="true")
"""


@pytest.mark.parametrize(("named", "expected"), [("review-", Level.INFO), ("", Level.ERROR)])
def test_what_is_asked_for_besides_picks_nothing(named: str, expected: Level) -> None:
    assert level("provider-deletion", python(BY_QUERY.replace("NAMED", named))) is expected
