"""Command lines that believe whoever answers, open something to everybody, or mirror a folder."""

from __future__ import annotations

import pytest

from guardrail.effects import (
    CredentialUse,
    Effect,
    FileChange,
    GuardChange,
    PrivilegeChange,
    ResourceChange,
    SchemaChange,
    Verb,
)
from guardrail.engine.extract import extract
from guardrail.model import EnvironmentKind, Source
from guardrail.settings import Settings

BLOCK = "aws s3api put-public-access-block --bucket shop --public-access-block-configuration"
VERSIONS = "aws s3api put-bucket-versioning --bucket shop --versioning-configuration"


def effects(line: str) -> list[Effect]:
    """What a command line would do."""
    items = extract(Source("job.sh", "shell", line + "\n"), Settings())
    return [one for one in items if isinstance(one, Effect)]


@pytest.mark.parametrize(
    ("line", "guard"),
    [
        ("curl -k https://erp.acme.io/orders", "certificate check"),
        ("curl -sSLk -u a:b https://erp.acme.io/orders", "certificate check"),
        ("wget --no-check-certificate https://erp.acme.io/a.tgz", "certificate check"),
        ("git -c http.sslVerify=false clone https://git.acme.io/shop", "certificate check"),
        ("git config --global http.sslVerify false", "certificate check"),
        ("pip install --trusted-host pypi.acme.io shop", "certificate check"),
        ("GIT_SSL_NO_VERIFY=1 git clone https://git.acme.io/shop", "certificate check"),
        ("ssh -o StrictHostKeyChecking=no deploy@web-1 uptime", "host key check"),
        ("ssh -o 'StrictHostKeyChecking no' deploy@web-1 uptime", "host key check"),
        ("scp -oStrictHostKeyChecking=no shop.tgz deploy@web-1:/srv/", "host key check"),
        ("rsync -a -e 'ssh -o StrictHostKeyChecking=no' dist/ web-1:/srv/shop/", "host key check"),
    ],
)
def test_who_believes_whoever_answers(line: str, guard: str) -> None:
    assert [one.guard for one in effects(line) if isinstance(one, GuardChange)] == [guard]


@pytest.mark.parametrize(
    "line",
    [
        "curl -k https://localhost:8443/health",
        "curl --cacert ca.pem https://erp.acme.io/orders",
        "wget --no-check-certificate https://127.0.0.1:8443/a.tgz",
        "git -c http.sslVerify=true clone https://git.acme.io/shop",
        "git config --get http.sslVerify",
        "pip install --trusted-host localhost shop",
        "ssh -o StrictHostKeyChecking=yes deploy@web-1 uptime",
        "ssh -o StrictHostKeyChecking=accept-new deploy@web-1 uptime",
        "ssh -o StrictHostKeyChecking=no root@localhost uptime",
    ],
)
def test_who_asks_or_is_on_the_same_machine(line: str) -> None:
    assert not [one for one in effects(line) if isinstance(one, GuardChange)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("rsync -a --delete dist/ web-1:/var/www/", ("/var/www", 1)),
        ("rsync -a --delete dist/ web-1:/srv/www/", ("/srv/www", 1)),
        ("rsync -a --delete-after dist/ /home/shop/", ("/home/shop", 1)),
        ("rsync -a --delete scans/ nas:/volume1/archive/", ("/volume1/archive", 1)),
        ("rsync -a --delete scans/ nas:/volume1/archive/kiosks/3/", None),
        ("rsync -a --delete /tmp/empty/ /srv/shop/data/", ("/srv/shop/data", 0)),
        ("rsync -a --delete dist/ web-1:/srv/shop/releases/7/", None),
        ("rsync -an --delete dist/ web-1:/var/www/", None),
        ("rsync -a --partial --delete card/ nas:/tank/masters/", ("/tank/masters", 1)),
        ("rsync -a --delete dist/ web-1:/srv/shop/media/", ("/srv/shop/media", 1)),
        ("rsync -a --delete /srv/media/ backup-1:/srv/media/", None),
        ("rsync -a --delete web-1:/srv/media/ ./media/", None),
        ("rsync -a --delete card/ nas:/tank/masters_backup/", None),
        ("rsync -a dist/ web-1:/var/www/", None),
    ],
)
def test_a_folder_that_is_made_like_another(line: str, told: tuple[str, int] | None) -> None:
    found = [(one.path, len(one.guards)) for one in effects(line) if isinstance(one, FileChange)]
    assert found == ([told] if told else [])


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("aws s3 cp a.csv s3://shop/a.csv --acl public-read", "the object s3://shop/a.csv"),
        ("aws s3api put-bucket-acl --bucket shop --acl public-read-write", "the bucket shop"),
        (
            BLOCK + " BlockPublicAcls=false",
            "the bucket shop",
        ),
        ("aws s3api delete-public-access-block --bucket shop", "the bucket shop"),
        (
            "aws ec2 authorize-security-group-ingress --group-id sg-1 --port 22 --cidr 0.0.0.0/0",
            "the security group sg-1",
        ),
        (
            "aws rds modify-db-snapshot-attribute --db-snapshot-identifier s --values-to-add all",
            "the database snapshot s",
        ),
        ("gsutil iam ch allUsers:objectViewer gs://shop", "the bucket gs://shop"),
        ("gsutil acl ch -u AllUsers:R gs://shop", "the bucket gs://shop"),
        ("gh repo edit acme/shop --visibility public", "the repository acme/shop"),
        (
            "gcloud storage buckets add-iam-policy-binding gs://shop --member=allUsers",
            "the bucket gs://shop",
        ),
    ],
)
def test_what_is_opened_to_everybody(line: str, on: str) -> None:
    found = [one for one in effects(line) if isinstance(one, PrivilegeChange)]
    assert [(one.on, one.whom) for one in found] == [(on, ("the internet",))]


@pytest.mark.parametrize(
    "line",
    [
        "aws s3 cp a.csv s3://shop/a.csv --acl private",
        BLOCK + " BlockPublicAcls=true",
        "aws ec2 authorize-security-group-ingress --group-id sg-1 --port 22 --cidr 10.0.0.0/8",
        "gh repo edit acme/shop --visibility private",
        "gsutil iam ch -d allUsers:objectViewer gs://shop",
        "gcloud storage buckets remove-iam-policy-binding gs://shop --member=allUsers",
        "gcloud storage buckets add-iam-policy-binding gs://shop --member=user:a@acme.io",
        "gcloud run services add-iam-policy-binding shop --member=allUsers --role=r",
    ],
)
def test_what_stays_closed(line: str) -> None:
    assert not [one for one in effects(line) if isinstance(one, PrivilegeChange)]


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        (
            VERSIONS + " Status=Suspended",
            "versioning",
        ),
        (
            "aws rds modify-db-instance --db-instance-identifier shop --backup-retention-period 0",
            "its backups",
        ),
        ("aws cloudtrail stop-logging --name trail", "its audit log"),
    ],
)
def test_what_protects_and_is_given_up(line: str, lost: str) -> None:
    found = [one for one in effects(line) if isinstance(one, ResourceChange)]
    assert [one.protections for one in found] == [(lost,)]
    kept = line.replace("Suspended", "Enabled").replace("period 0", "period 7")
    kept = kept.replace("stop-logging", "start-logging")
    assert not [one for one in effects(kept) if isinstance(one, ResourceChange)]


def test_hooks_left_out_by_a_variable() -> None:
    assert [one.guard for one in effects("SKIP=gitleaks git commit -m x")] == ["git hooks"]  # type: ignore[attr-defined]
    assert effects("SKIP=no-commit-to-branch git commit -m x") == []


@pytest.mark.parametrize(
    ("line", "passing"),
    [
        ("git -C /tmp/build/shop reset --hard origin/main", True),
        ("cd ~/.cache/shop/guide && git clean -fdx", True),
        ("git -C /srv/shop reset --hard origin/main", False),
        ("git reset --hard origin/main", False),
    ],
)
def test_nobody_works_in_a_checkout_of_a_cache(line: str, passing: bool) -> None:
    (told,) = effects(line)
    assert (told.environment.kind is EnvironmentKind.THROWAWAY) is passing


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("git add -f .env", "whatever .env holds"),
        ("git add infra/terraform.tfstate", "whatever infra/terraform.tfstate holds"),
        ("git add .env.example", ""),
        ("git add .", ""),
    ],
)
def test_files_that_are_kept_out_of_repositories(line: str, kind: str) -> None:
    found = [one.kind for one in effects(line) if isinstance(one, CredentialUse)]
    assert found == ([kind] if kind else [])


def test_a_database_that_mysqladmin_drops() -> None:
    (told,) = effects("mysqladmin -h db -f drop shop")
    assert isinstance(told, SchemaChange)
    assert (told.verb, told.name, told.guards) == (Verb.DROP, "shop", ())
    assert effects("mysqladmin drop shop")[0].guards == ("a prompt",)
    assert effects("mysqladmin create shop") == []


def test_a_user_who_is_deleted_with_a_home() -> None:
    (told,) = effects("userdel -r deploy")
    assert isinstance(told, FileChange)
    assert (told.path, told.recursive) == ("/home/deploy", True)
    assert effects("userdel deploy") == []
