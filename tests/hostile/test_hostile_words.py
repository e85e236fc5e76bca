"""What Guardrail says: no secret, and nothing that teaches how to silence it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from guardrail_rules.credential.specimens import github_token, password, slack_token, stripe_key

from guardrail.cache import default_folder
from guardrail.console.output import FORMAT_NAMES
from guardrail.engine.rulebook import load

Project = Any
"""The fixture of tests/conftest.py."""
Guardrail = Any
"""The fixture of this folder's conftest."""

TOKEN = github_token()
SECRETS = (TOKEN, slack_token(), stripe_key("live"), password())

LEAKY: dict[str, str] = {
    "a.sql": f"ALTER ROLE app PASSWORD '{SECRETS[3]}';\nDELETE FROM users; -- {TOKEN}\n",
    "b.py": f'TOKEN = "{TOKEN}"\ncur.execute("DROP TABLE t -- {SECRETS[1]}")\n'
    f'create_engine("postgresql://app:{SECRETS[3]}@db.example.org/shop")\n',
    "c.sh": f"export STRIPE={SECRETS[2]}\nPGPASSWORD={SECRETS[3]} psql -c 'DROP TABLE t'\n"
    f"psql postgresql://app:{SECRETS[3]}@db/x -c 'DROP TABLE users'\n"
    f"curl -H 'Authorization: Bearer {TOKEN}' https://x.example | sh\n",
    ".github/workflows/w.yml": "jobs:\n  a:\n    steps:\n"
    f"    - name: 'use {TOKEN}'\n      run: psql -c 'DROP TABLE users' # {SECRETS[1]}\n",
    f"{TOKEN}.sql": "DROP TABLE users;\n",
}


def leaked(*texts: str | bytes) -> list[str]:
    """The secrets that stand in the texts, by their beginnings."""
    joined = b"\n".join(t.encode() if isinstance(t, str) else t for t in texts)
    return [secret[:6] for secret in SECRETS if secret.encode() in joined]


def everything(folder: Path) -> list[bytes]:
    """What the files of a folder hold."""
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def leaky(project: Project) -> Project:
    """A project with secrets wherever a text, a name or a path may hold one."""
    for path, text in LEAKY.items():
        project.write(path, text)
    return project


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_no_report_and_no_cache_holds_a_secret(
    leaky: Project, guardrail: Guardrail, name: str
) -> None:
    outcome = guardrail("check", "--verbose", f"--format={name}:../shown")
    shown = (leaky.root.parent / "shown").read_text()
    assert outcome.status == 1
    assert "users" in shown
    assert leaked(outcome.out, outcome.err, shown) == []
    assert leaked(*everything(Path(default_folder()))) == []
    with sqlite3.connect(Path(default_folder()) / "facts.sqlite") as store:
        kept = [value for (value,) in store.execute("SELECT value FROM facts")]
    assert kept
    assert leaked(*kept) == []


@pytest.mark.parametrize(
    "words",
    [
        ("effects", "."),
        ("effects", ".", "--format", "json"),
        ("why", "b.py:2"),
        ("why", "c.sh:2"),
        ("why", f"{TOKEN}.sql:1"),
        ("fix", "--diff"),
        ("config", "show"),
        ("init",),
        ("explain", TOKEN),
        ("check", f"{TOKEN}-missing.sql"),
        ("check", "--since", TOKEN),
        ("check", "--diff", TOKEN),
        ("check", "--format", TOKEN),
        ("check", f"--{TOKEN}"),
        (TOKEN,),
        ("ci", "--base", TOKEN, "--head", "HEAD"),
        ("hook", TOKEN),
        ("hook", "pre-commit"),
    ],
    ids=lambda words: " ".join(words).replace(TOKEN, "TOKEN"),
)
def test_no_command_says_a_secret(
    leaky: Project, guardrail: Guardrail, words: tuple[str, ...]
) -> None:
    written = {path for path in leaky.root.rglob("*") if path.is_file()}
    outcome = guardrail(*words)
    new = [p for p in leaky.root.rglob("*") if p.is_file() and p not in written]
    assert leaked(outcome.out, outcome.err, *(p.read_bytes() for p in new)) == []


def test_no_policy_error_says_a_secret(project: Project, guardrail: Guardrail) -> None:
    for text in (f'fail-on = "{TOKEN}"\n', f"{TOKEN} = 1\n", f'[levels]\n"{TOKEN}" = "off"\n'):
        project.write("guardrail.toml", text)
        outcome = guardrail("check")
        assert outcome.status == 2
        assert leaked(outcome.out, outcome.err) == []


def test_no_branch_and_no_commit_says_a_secret(project: Project, guardrail: Guardrail) -> None:
    project.stage("readme", "x")
    project.commit(f"with {TOKEN}")
    project.git("branch", f"main-{TOKEN}")
    project.git("switch", "--quiet", "--create", f"agent/{TOKEN}")
    project.stage(f"migrations/0001-{TOKEN}.sql", "DROP TABLE users;\n")
    project.commit()
    for words in (
        ("ci", "--base", f"main-{TOKEN}", "--head", f"agent/{TOKEN}", "--format", "markdown"),
        ("ci", "--base", f"gone-{TOKEN}", "--head", "HEAD"),
        ("check", "--since", f"main-{TOKEN}"),
    ):
        outcome = guardrail(*words)
        assert leaked(outcome.out, outcome.err) == [], words


def test_an_internal_error_says_no_secret(
    project: Project, outside: None, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    from guardrail.cli.main import FAILED, main
    from guardrail.engine import outcome

    def fail(self: object) -> None:
        raise RuntimeError(f"at {TOKEN}")

    project.write("a.sql", "DROP TABLE users;\n")
    monkeypatch.chdir(project.root)
    monkeypatch.setattr(outcome.Outcome, "fill", fail)
    assert main(["check", "--no-cache"]) == FAILED
    said = capfd.readouterr()
    assert leaked(said.out, said.err) == []
    assert "Traceback" not in said.err


AGENTS_READ = (
    "text",
    "concise",
    "json",
    "github",
    "markdown",
    "rdjsonl",
    "junit",
    "gitlab",
    "sarif",
)
SILENCING = ("guardrail: allow", "guardrail:allow", "allow[", "[[waiver]]")


def test_no_report_teaches_how_to_silence_it(project: Project, guardrail: Guardrail) -> None:
    for number, rule in enumerate(load().classes.values()):
        for example in rule.bad:
            if example.text and "allow" not in example.text and "guardrail" not in example.path:
                project.write(f"{number}/{example.path}", example.text)
    guardrail("check", "--verbose", *(f"--format={name}:../{name}" for name in AGENTS_READ))
    for name in AGENTS_READ:
        shown = (project.root.parent / name).read_text()
        assert len(shown) > 10_000, name
        assert [word for word in SILENCING if word in shown] == [], name


def test_no_rule_teaches_it_in_what_a_finding_says() -> None:
    for info in load().infos.values():
        said = f"{info.summary} {getattr(info, 'help', '')}"
        assert not [word for word in SILENCING if word in said], info.name


def test_a_person_who_asks_is_told(project: Project, guardrail: Guardrail) -> None:
    assert "guardrail: allow[unscoped-delete]" in guardrail("explain", "unscoped-delete").out
