"""`guardrail check`: what is judged, how it is told, how it ends."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from guardrail.cli.main import main


class Project(Protocol):
    """A repository on disk."""

    root: Path

    def git(self, *arguments: str, check: bool = True, **environment: str) -> str: ...
    def write(self, path: str, text: str | bytes = "") -> Path: ...
    def stage(self, path: str, text: str | bytes = "") -> Path: ...
    def commit(self, message: str = "a commit") -> str: ...


Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Check:
    """Runs a command line in the project: exit status, standard output, standard error."""
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("GUARDRAIL_CACHE", str(project.root.parent / "cache"))
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def run(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        status = main(["check", *arguments])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


@pytest.fixture
def findings(check: Check) -> Callable[..., list[tuple[str, str, int]]]:
    """The findings of a check that count, as rule, path and line."""

    def run(*arguments: str, given: bytes = b"") -> list[tuple[str, str, int]]:
        _, out, _ = check(*arguments, "--format", "json", given=given)
        return [
            (found["rule"], found["path"], found["start"]["line"])
            for found in json.loads(out)["findings"]
            if found["in_change"] and not found["suppressed"]
        ]

    return run


Findings = Callable[..., list[tuple[str, str, int]]]


def test_nothing_wrong_is_0_and_something_is_1(project: Project, check: Check) -> None:
    project.write("good.sql", "DELETE FROM users WHERE id = 7;")
    assert check()[0] == 0
    project.write("bad.sql", "DELETE FROM users;")
    status, out, _ = check()
    assert status == 1
    assert "bad.sql:1:1" in out
    assert "unscoped-delete" in out
    assert out.splitlines()[-1].startswith("1 finding (1 error), 0 suppressed, 2 texts judged")


def test_one_bad_statement_never_hides_another(project: Project, findings: Findings) -> None:
    project.write("a.sql", "SELECT FROM WHERE;\nDROP TABLE users;\n)))) ;\nDELETE FROM t;")
    rules = [rule for rule, _, _ in findings()]
    assert rules == ["dropped-table", "unscoped-delete"]


def test_paths_limit_what_is_judged(project: Project, findings: Findings) -> None:
    project.write("a/x.sql", "DELETE FROM a;")
    project.write("b/x.sql", "DELETE FROM b;")
    assert findings("a") == [("unscoped-delete", "a/x.sql", 1)]
    assert findings("b/x.sql", "a/x.sql") == [
        ("unscoped-delete", "a/x.sql", 1),
        ("unscoped-delete", "b/x.sql", 1),
    ]


def test_what_is_not_there_is_wrong_usage(check: Check) -> None:
    status, out, err = check("nowhere.sql")
    assert (status, out) == (2, "")
    assert err == "guardrail: there is no 'nowhere.sql' here\n"


def test_the_index_is_judged_not_the_work_tree(project: Project, findings: Findings) -> None:
    project.stage("a.sql", "DELETE FROM staged;")
    project.write("a.sql", "SELECT 1;")
    assert findings("--staged") == [("unscoped-delete", "a.sql", 1)]
    assert findings() == []


def test_only_changed_lines_count_unless_the_whole_file_is_asked_for(
    project: Project, findings: Findings
) -> None:
    project.stage("a.sql", "DELETE FROM old;\nSELECT 1;\n")
    project.commit()
    project.stage("a.sql", "DELETE FROM old;\nSELECT 1;\nDELETE FROM new;\n")
    assert findings("--staged") == [("unscoped-delete", "a.sql", 3)]
    assert len(findings("--staged", "--whole-file")) == 2
    assert findings("--changed-only") == [("unscoped-delete", "a.sql", 3)]


def test_since_a_branch(project: Project, findings: Findings) -> None:
    project.stage("a.sql", "DELETE FROM old;\n")
    project.commit()
    project.git("switch", "--quiet", "--create", "agent")
    project.stage("b.sql", "DELETE FROM committed;\n")
    project.commit()
    project.write("c.sql", "DELETE FROM untracked;\n")
    assert findings("--since", "main") == [
        ("unscoped-delete", "b.sql", 1),
        ("unscoped-delete", "c.sql", 1),
    ]


def test_a_text_on_standard_input(findings: Findings, check: Check) -> None:
    given = b"DROP TABLE users;"
    assert findings("-", "--stdin-filename", "migrations/2.sql", given=given) == [
        ("dropped-table", "migrations/2.sql", 1)
    ]
    assert check("-", given=given)[0] == 2


def test_a_diff_is_judged_by_its_hunks(project: Project, check: Check) -> None:
    diff = b"--- a/m.sql\n+++ b/m.sql\n@@ -10,0 +11,1 @@\n+DROP TABLE users;\n"
    status, out, _ = check("--diff", "-", given=diff)
    assert status == 1
    assert "m.sql:11:1" in out
    assert "only its hunks were seen" in out
    assert "in part" in out.splitlines()[-1]


def test_several_reports_in_one_run(project: Project, check: Check) -> None:
    project.write("a.sql", "DELETE FROM users;")
    status, out, _ = check("--format", "json:r.json", "--format", "concise")
    assert status == 1
    assert out.startswith("a.sql:1:1: error[unscoped-delete]")
    assert json.loads((project.root / "r.json").read_text())["findings"][0]["path"] == "a.sql"
    assert check("--format", "json", "--format", "text")[0] == 2
    assert check("--format", "xml")[0] == 2
    assert check("--format", "json:no/such/folder")[0] == 2


def test_the_failing_level_can_be_chosen(project: Project, check: Check) -> None:
    project.write("migrations/2.sql", "ALTER TABLE users RENAME TO people;")
    assert check()[0] == 0
    assert check("--fail-on", "warning")[0] == 1


def test_rules_can_be_selected_and_ignored(project: Project, findings: Findings) -> None:
    project.write("a.sql", "DELETE FROM users;\nDROP TABLE orders;")
    assert [f[0] for f in findings("--select", "unscoped-delete")] == ["unscoped-delete"]
    assert [f[0] for f in findings("--select", "data-loss")] == ["dropped-table"]
    assert [f[0] for f in findings("--ignore", "unscoped-delete")] == ["dropped-table"]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_there_is_not_is_wrong_usage(
    project: Project, check: Check, option: str
) -> None:
    project.write("a.sql", "DELETE FROM users;")
    project.write("nothing.py", "x = 1\n")
    status, _, err = check(option, "unscoped-delte")
    assert status == 2
    assert "no rule or category 'unscoped-delte'; did you mean \"unscoped-delete\"?" in err
    status, _, err = check(option, "unscoped-delete,data-loss")
    assert (status, "once for each" in err) == (2, True)
    assert check("nothing.py", option, "unscoped-delte")[0] == 2


def test_a_broken_policy_is_2_and_names_its_line(project: Project, check: Check) -> None:
    project.write("guardrail.toml", "edition = 2026\nfail_onn = 'error'\n")
    status, _, err = check()
    assert status == 2
    assert "guardrail.toml:2" in err
    assert "fail-on" in err


def test_excluded_files_are_not_judged(project: Project, findings: Findings) -> None:
    project.write("guardrail.toml", 'exclude = ["vendor/"]\n')
    project.write("vendor/a.sql", "DELETE FROM users;")
    assert findings() == []


def test_an_allowed_finding_is_counted_not_told(project: Project, check: Check) -> None:
    project.write(
        "a.sql",
        '-- guardrail: allow[unscoped-delete] reason="reset of the demo" until=2027-01-31\n'
        "DELETE FROM users;\nDELETE FROM users;\n",
    )
    status, out, _ = check("--format", "concise")
    assert status == 1
    assert "a.sql:3:1" in out
    assert "a.sql:2:1" not in out
    assert "1 suppressed" in out


def test_second_runs_say_the_same_from_the_cache(project: Project, findings: Findings) -> None:
    project.write("a.sql", "DELETE FROM users;")
    project.write("b.py", "import os\nos.system('psql -c \"drop table t\"')\n")
    first = findings()
    assert len(first) == 2
    assert findings() == first == findings("--no-cache") == findings("--jobs", "1")


@pytest.fixture
def odd_files(project: Project) -> Iterator[Path]:
    """Every kind of file that is no ordinary text."""
    write = project.write
    write("empty.sql", "")
    write("nul.sql", b"SELECT\0 1;")
    write("utf16.sql", "DROP TABLE users;".encode("utf-16"))
    write("latin1.sql", "DROP TABLE caf\xe9;".encode("latin-1"))
    write("bom.sql", b"\xef\xbb\xbfDROP TABLE users;")
    write("binary.py", bytes(range(256)) * 40)
    write("parens.py", "cur.execute(" + "(" * 10_000 + ")" * 10_000 + ")")
    write("sum.py", "cur.execute(" + " + ".join(["'DROP TABLE t'"] * 10_000) + ")")
    write("parens.sql", "SELECT " + "(" * 10_000 + "1" + ")" * 10_000 + ";\nDROP TABLE after;")
    write("terms.sql", "DELETE FROM t WHERE " + " OR ".join(["id = 1"] * 10_000) + ";")
    write("open.sql", "SELECT 'never closed;\nDROP TABLE users;")
    write("python2.py", "print 'x'\nexec 'y'\ncur.execute('DROP TABLE users')\n")
    write("template.sql", "{% if x %}DROP TABLE {{ name }};{% endif %}")
    write("line.sql", "INSERT INTO t VALUES " + ",".join(["(1, 'aaaa')"] * 90_000) + ";")
    write("cookie.py", b"# coding: no-such-codec\ncur.execute('DROP TABLE users')\n")
    os.mkfifo(project.root / "pipe.sql")
    (project.root / "loop.sql").symlink_to("loop.sql")
    (project.root / "outside.sql").symlink_to("/etc/passwd")
    (project.root / "a\nb.sql").write_text("DROP TABLE users;")
    (project.root / "-rf.sql").write_text("DROP TABLE users;")
    (project.root / os.fsdecode(b"\xff.sql")).write_text("DROP TABLE users;")
    yield project.root


def test_odd_files_end_in_findings_or_are_told(odd_files: Path, check: Check) -> None:
    status, out, err = check("--format", "json")
    assert (status, err) == (1, "")
    report: dict[str, Any] = json.loads(out)
    found = {f["path"] for f in report["findings"]}
    told = {g["path"] for g in report["unanalysed"]}
    dropped = {
        "utf16.sql", "latin1.sql", "bom.sql", "open.sql", "python2.py", "template.sql",
        "cookie.py", "parens.sql", "a\nb.sql", "-rf.sql",
    }  # fmt: skip
    assert dropped <= found | told
    assert {"utf16.sql", "latin1.sql", "bom.sql", "parens.sql", "-rf.sql"} <= found
    assert {"nul.sql", "loop.sql"} <= told
    assert not {"empty.sql", "outside.sql"} & found
    assert "Traceback" not in out


def test_the_express_way_says_what_the_ordinary_way_says(project: Project, check: Check) -> None:
    project.write("calm.py", "print('hello')\n")
    express = check("calm.py")
    ordinary = check("calm.py", "--no-cache")
    assert express[0] == ordinary[0] == 0
    assert express[1].split(", in ")[0] == ordinary[1].split(", in ")[0]
