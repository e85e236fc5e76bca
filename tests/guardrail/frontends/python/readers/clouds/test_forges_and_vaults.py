"""GitLab, Vault and Consul: what is opened, handed out or taken from their guards."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import Effect, PrivilegeChange, ResourceChange

START = """
import consul, gitlab, hvac
gl = gitlab.Gitlab("https://git.acme.io")
project = gl.projects.get(7)
vault = hvac.Client()
"""
CAPABILITIES = {"capabilities": ["create", "read", "delete", "sudo"]}


def told(code: str) -> list[Effect]:
    """What the code changes."""
    return [
        one for one in items(START + code) if isinstance(one, (PrivilegeChange, ResourceChange))
    ]


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            "gl.projects.update(7, {'visibility': 'public'})",
            "gl.projects.update(7, {'visibility': 'internal'})",
        ),
        (
            "rules = project.approvals.get()\nrules.approvals_before_merge = 0\nrules.save()",
            "rules = project.approvals.get()\nrules.approvals_before_merge = 2\nrules.save()",
        ),
        (
            "for one in project.variables.list():\n    one.delete()",
            "for one in project.variables.list():\n    print(one.key)",
        ),
        (
            f"vault.sys.create_or_update_policy('ops', {{'path': {{'*': {CAPABILITIES}}}}})",
            f"vault.sys.create_or_update_policy('ops', {{'path': {{'kv/ops/*': {CAPABILITIES}}}}})",
        ),
        (
            "vault.secrets.transit.create_key('pii', exportable=True)",
            "vault.secrets.transit.create_key('pii')",
        ),
        (
            "old = sorted(found)\nvault.secrets.kv.v2.destroy_secret_versions('a', versions=old)",
            (
                "old = sorted(found)[:-9]\n"
                "vault.secrets.kv.v2.destroy_secret_versions('a', versions=old)"
            ),
        ),
        (
            "vault.sys.force_restore_raft_snapshot(snapshot)",
            "vault.sys.take_raft_snapshot()",
        ),
        (
            "consul.Consul().acl.create(name='ci', type='management')",
            "consul.Consul().acl.create(name='ci', type='client')",
        ),
        (
            'consul.Consul().acl.create(rules=\'key_prefix "" { policy = "write" }\')',
            'consul.Consul().acl.create(rules=\'key_prefix "shop/" { policy = "write" }\')',
        ),
    ],
)
def test_what_is_opened_or_given_up(bad: str, good: str) -> None:
    assert len(told(bad)) == 1
    assert told(good) == []


@pytest.mark.parametrize("argument", ["name_regex", "name_regex_delete"])
@pytest.mark.parametrize(("which", "count"), [('".*"', 1), ('"^mr-.*", keep_n=9', 0)])
def test_images_by_a_pattern_that_leaves_none_out(argument: str, which: str, count: int) -> None:
    code = (
        "for one in project.repositories.list():\n"
        f"    one.tags.delete_in_bulk({argument}={which})\n"
    )
    found = [one for one in told(code) if isinstance(one, ResourceChange)]
    assert [one.chosen for one in found] == [""] * count
