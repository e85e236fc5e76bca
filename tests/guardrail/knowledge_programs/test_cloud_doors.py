"""Command lines of clouds that open doors, hand out every right, or give protections up."""

from __future__ import annotations

import pytest

from guardrail.effects import PrivilegeChange, ResourceChange
from guardrail.frontends import reader
from guardrail.model import Source
from guardrail.settings import Settings

NSG = "az network nsg rule create -g g --nsg-name web -n a --priority 9"
FIREWALL = "az sql server firewall-rule create -g g -s db -n a --start-ip-address 0.0.0.0"


def told(line: str) -> list[str]:
    """What the line opens, grants or gives up."""
    read = reader("shell")
    assert read is not None
    found = [*read(Source("up.sh", "shell", line), Settings())]
    rights = [one for one in found if isinstance(one, PrivilegeChange)]
    lost = [one for one in found if isinstance(one, ResourceChange)]
    return [
        *(f"{', '.join(one.privileges)} to {one.whom[0]}" for one in rights),
        *(each for one in lost for each in one.protections),
    ]


@pytest.mark.parametrize(
    ("bad", "what", "good"),
    [
        (
            f"{NSG} --source-address-prefixes '*' --destination-port-ranges 22 5432",
            "port 22, 5432 to the internet",
            f"{NSG} --source-address-prefixes 10.0.0.0/8 --destination-port-ranges 22 5432",
        ),
        (
            f"{NSG} --source-address-prefixes Internet",
            "every port to the internet",
            f"{NSG} --source-address-prefixes Internet --access Deny",
        ),
        (
            f"{FIREWALL} --end-ip-address 255.255.255.255",
            "its port to the internet",
            f"{FIREWALL} --end-ip-address 0.0.0.0",
        ),
        (
            (
                "az redis firewall-rules create -g g -n c --rule-name a --start-ip 0.0.0.0"
                " --end-ip 255.255.255.255"
            ),
            "its port to the internet",
            (
                "az redis firewall-rules create -g g -n c --rule-name a --start-ip 198.51.100.1"
                " --end-ip 198.51.100.7"
            ),
        ),
        (
            "az postgres flexible-server update -n db -g g --public-access All",
            "its port to the internet",
            "az postgres flexible-server update -n db -g g --public-access Disabled",
        ),
        (
            "az storage account update -n f -g g --default-action Allow",
            "every network to the internet",
            "az storage account update -n f -g g --default-action Deny",
        ),
        (
            "az storage container set-permission -n scans --public-access container",
            "its access level to the internet",
            "az storage container set-permission -n scans --public-access off",
        ),
        (
            "az role assignment create --assignee ci --role Owner --scope /subscriptions/1",
            "the role Owner to ci",
            "az role assignment create --assignee ci --role Reader --scope /subscriptions/1",
        ),
        (
            "az keyvault update -n v --enable-purge-protection false",
            "what keeps its secrets from being purged",
            "az keyvault update -n v --enable-purge-protection true",
        ),
        (
            "gcloud compute firewall-rules create a --allow=tcp:22 --source-ranges=0.0.0.0/0",
            "port 22 to the internet",
            "gcloud compute firewall-rules create a --allow=tcp:22 --source-ranges=10.0.0.0/8",
        ),
        (
            "gcloud beta sql instances patch db --authorized-networks=0.0.0.0/0",
            "its port to the internet",
            "gcloud beta sql instances patch db --authorized-networks=198.51.100.7/32",
        ),
        (
            "gcloud sql instances patch db --no-backup",
            "automated backups",
            "gcloud sql instances patch db --backup",
        ),
        (
            "gcloud storage buckets update gs://ledger --clear-retention-period",
            "the retention period",
            "gcloud storage buckets update gs://ledger --retention-period=10y",
        ),
        (
            "gcloud projects add-iam-policy-binding shop --member=user:a --role=roles/owner",
            "the role owner to user:a",
            "gcloud projects add-iam-policy-binding shop --member=user:a --role=roles/viewer",
        ),
        (
            (
                "aws iam attach-role-policy --role-name ci"
                " --policy-arn arn:aws:iam::aws:policy/AdministratorAccess"
            ),
            "the role AdministratorAccess to ci",
            (
                "aws iam attach-role-policy --role-name ci"
                " --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess"
            ),
        ),
        (
            (
                "aws iam put-user-policy --user-name ci --policy-name all --policy-document"
                ' \'{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}\''
            ),
            "every action on every resource to ci",
            (
                "aws iam put-user-policy --user-name ci --policy-name all --policy-document"
                ' \'{"Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}\''
            ),
        ),
    ],
)
def test_doors_rights_and_protections(bad: str, what: str, good: str) -> None:
    assert told(bad) == [what]
    assert told(good) == []


@pytest.mark.parametrize(
    ("bad", "kind", "good"),
    [
        (
            "gcloud sql backups restore 7 --restore-instance=orders",
            "sql instance's present state orders",
            "gcloud sql backups list --instance=orders",
        ),
        (
            "gcloud pubsub subscriptions seek orders --time=2030-01-01",
            "subscription's waiting messages orders",
            "gcloud pubsub subscriptions seek orders --snapshot=before",
        ),
        (
            "gcloud secrets versions destroy 1 --secret db",
            "secrets versions 1",
            "gcloud secrets versions disable 1 --secret db",
        ),
        (
            "az vm reimage -g g -n db-1",
            "disk of the machine db-1",
            "az vm restart -g g -n db-1",
        ),
        ("hcloud server rebuild db-1", "disk of the server db-1", "hcloud server reboot db-1"),
        ("vault audit disable file", "audit device file", "vault audit list"),
        (
            "aws ecr batch-delete-image --repository-name api --image-ids imageTag=a",
            "ecr delete-image api",
            "aws ecr list-images --repository-name api",
        ),
    ],
)
def test_machines_versions_and_present_states(bad: str, kind: str, good: str) -> None:
    read = reader("shell")
    assert read is not None

    def gone(line: str) -> list[str]:
        found = read(Source("up.sh", "shell", line), Settings())
        return [f"{one.kind} {one.id}" for one in found if isinstance(one, ResourceChange)]

    assert gone(bad) == [kind]
    assert gone(good) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("vault token create -policy=root", ["every right to holder of the token"]),
        ("vault token create -policy=ci", []),
        (
            "aws logs put-retention-policy --log-group-name a --retention-in-days 1",
            ["what is older than a few days"],
        ),
        ("aws logs put-retention-policy --log-group-name a --retention-in-days 14", []),
    ],
)
def test_tokens_and_times(line: str, what: list[str]) -> None:
    assert told(line) == what
