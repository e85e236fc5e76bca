"""Command lines of clouds, platforms and tools whose words say what is deleted."""

from __future__ import annotations

import pytest

from guardrail.effects import Effect, FileChange, ResourceChange
from guardrail.engine.extract import extract
from guardrail.knowledge.programs import MODULES
from guardrail.knowledge.programs.providers import NAMES, ROWS
from guardrail.model import Source
from guardrail.settings import Settings


def effects(line: str) -> list[Effect]:
    """What a command line would do."""
    items = extract(Source("clean.sh", "shell", line + "\n"), Settings())
    return [one for one in items if isinstance(one, Effect)]


def test_every_program_is_listed() -> None:
    assert set(MODULES["providers"].split()) == set(NAMES)


@pytest.mark.parametrize("program", NAMES)
def test_each_verb_deletes_what_is_named_after_it(program: str) -> None:
    for row in ROWS[program]:
        line = " ".join((program, *row.words, *row.needs[:1], "shop"))
        found = effects(line)
        assert [type(one) for one in found] == [ResourceChange], line
        asked = "a prompt" in found[0].guards
        assert asked is row.asks, line


@pytest.mark.parametrize(
    "line",
    [
        "pulumi preview",
        "pulumi destroy --help",
        "terraform workspace delete pr-7",
        "s3cmd del s3://shop/one.txt",
        "mc rm shop/one.txt",
        "etcdctl del one",
        "nomad job stop shop",
        "consul kv delete one",
        "vault kv metadata get kv/shop",
        "zfs list",
        "ansible all -m shell -a 'df -h'",
        "ansible all -C -m shell -a 'rm -rf /srv'",
        "ansible all -m file -a 'path=/srv state=directory'",
        "ansible all -m file -a 'path=/srv mode=0755'",
        "ansible all -m filesystem -a 'dev=/dev/sdb fstype=xfs force=no'",
        "ansible all -m ufw -a 'state=enabled'",
        "ansible all -m service -a 'name=nginx state=started'",
        "ansible all -m user -a 'name=ada groups=shop append=yes'",
        "dbt run",
        "dbt seed --full-refresh",
    ],
)
def test_what_only_looks_or_takes_one(line: str) -> None:
    assert effects(line) == []


def test_asking_is_given_up() -> None:
    assert effects("doctl databases delete shop --force")[0].guards == ()
    assert effects("doctl databases delete shop")[0].guards == ("a prompt",)


@pytest.mark.parametrize(
    "line",
    [
        "ansible db -m shell -a 'rm -rf /var/lib/mysql'",
        "ansible db -i prod.ini -b -a 'rm -rf /var/lib/mysql'",
        "ansible db -m ansible.builtin.file -a 'path=/var/lib/mysql state=absent'",
    ],
)
def test_ansible(line: str) -> None:
    found = effects(line)[0]
    assert isinstance(found, FileChange)
    assert (found.path, found.recursive) == ("/var/lib/mysql", True)


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ("community.general.filesystem -a 'dev=/dev/sdb fstype=xfs force=yes'", "mkfs /dev/sdb"),
        ("file -a 'path=/srv mode=0777'", "chmod 777 /srv"),
        ("mysql_db -a 'name=shop state=absent'", "mysqladmin -f drop shop"),
        ("community.postgresql.postgresql_db -a \"name='shop' state=absent\"", "dropdb shop"),
        ("ufw -a 'state=disabled'", "ufw disable"),
        ("systemd -a 'name=auditd state=stopped'", "systemctl stop auditd"),
        ("k8s -a 'state=absent kind=Namespace name=shop'", "kubectl delete Namespace shop"),
        ("user -a 'name=ada groups=wheel,shop append=yes'", "usermod -aG wheel,shop ada"),
        ("docker_volume -a 'name=orders state=absent'", "docker volume rm orders"),
    ],
)
def test_a_module_is_as_good_as_a_command_line(settings: str, line: str) -> None:
    told, same = (
        [type(one).__name__ for one in effects(each)]
        for each in (f"ansible db -m {settings}", line)
    )
    assert told == same != []


@pytest.mark.parametrize(
    ("before", "workspace"),
    [
        ("terraform workspace select pr-7", "pr-7"),
        ("terraform workspace select pr-7 || terraform workspace new pr-7", "pr-7"),
        ("tofu workspace new pr-7\ntofu workspace select production", "production"),
        ("terraform workspace show", ""),
    ],
)
def test_a_workspace_is_chosen_for_what_follows(before: str, workspace: str) -> None:
    found = list(effects(f"{before}\nterraform destroy -auto-approve"))
    assert [one.id for one in found if isinstance(one, ResourceChange)] == [workspace]


def test_dbt_builds_anew() -> None:
    found = effects("dbt run --select orders --full-refresh --target prod")[0]
    assert isinstance(found, ResourceChange)
    assert found.id == "orders"


def test_find_goes_through_each_folder_of_a_loop() -> None:
    found = effects('for d in /var/log/app /srv/data; do find "$d" -type f -delete; done')
    assert [one.path for one in found if isinstance(one, FileChange)] == [
        "/var/log/app",
        "/srv/data",
    ]


@pytest.mark.parametrize(
    ("line", "kind", "chosen"),
    [
        ("kubectl delete $finished_pods --wait=false", "pods", "name"),
        ("kubectl delete $things", "resources", "name"),
        ("kubectl delete $things --all", "resources", ""),
        ("kubectl delete pvc --all", "pvc", ""),
    ],
)
def test_what_is_deleted_by_names_that_were_listed(line: str, kind: str, chosen: str) -> None:
    (told,) = effects(line)
    assert isinstance(told, ResourceChange)
    assert (told.kind, told.chosen) == (kind, chosen)
