"""Where targets live, as the policy says it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guardrail.cli.main import main


@pytest.fixture
def environments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
):
    """The environment of every effect of a file, under a policy."""
    monkeypatch.chdir(tmp_path)

    def run(policy: str, name: str, text: str, **others: str) -> list[str]:
        (tmp_path / "guardrail.toml").write_text(policy)
        (tmp_path / name).write_text(text)
        for other, content in others.items():
            (tmp_path / other.replace("_dot_", ".")).write_text(content)
        assert main(["effects", name, "--format", "json", "--no-cache"]) == 0
        effects = json.loads(capfdbinary.readouterr().out)["effects"]
        return [effect["environment"] for effect in effects]

    return run


DROP = 'psql -h {host} -c "DROP TABLE t"\n'


def test_a_host_by_a_pattern(environments) -> None:
    policy = '[environments]\nproduction = ["*.core.example"]\nthrowaway = ["box-*"]\n'
    assert environments(policy, "a.sh", DROP.format(host="db1.core.example")) == ["production"]
    assert environments(policy, "a.sh", DROP.format(host="box-7")) == ["throwaway"]
    assert environments(policy, "a.sh", DROP.format(host="elsewhere")) == ["unknown"]


def test_what_the_policy_says_beats_what_a_name_looks_like(environments) -> None:
    policy = '[environments]\nthrowaway = ["prod-copy-*"]\n'
    assert environments(policy, "a.sh", DROP.format(host="prod-copy-7")) == ["throwaway"]
    assert environments("", "a.sh", DROP.format(host="prod-copy-7")) == ["production"]


def test_a_database_by_its_paths(environments) -> None:
    policy = '[[database]]\nname = "ledger"\npaths = ["*.sql"]\nenvironment = "production"\n'
    assert environments(policy, "a.sql", "DROP TABLE t;") == ["production"]
