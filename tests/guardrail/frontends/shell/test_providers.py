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
