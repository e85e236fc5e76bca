"""Hover, actions, effect lens, completion: what a person does with a finding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

COMMANDS = ["guardrail.selectReason", "guardrail.openRule", "guardrail.copyForAgent"]
INDEX = "CREATE INDEX i ON users (a);\nDELETE FROM users;\n"
REVISION = """from alembic import op


def upgrade():
    op.drop_column("orders", "note")
    op.drop_column("orders", "kind")


def downgrade():
    op.add_column("orders", sa.Column("note", sa.Text))
"""


def at(uri: str, line: int, character: int) -> dict[str, Any]:
    """A place in a document."""
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


def titled(actions: list[dict[str, Any]], part: str) -> dict[str, Any]:
    """The one action whose title has a part."""
    (found,) = [action for action in actions if part in action["title"]]
    return found


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    """The text with an action's edits made (ASCII alone)."""
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for edit in sorted(edits, key=lambda e: tuple(e["range"]["start"].values()), reverse=True):
        low, high = edit["range"]["start"], edit["range"]["end"]
        begin = starts[low["line"]] + low["character"]
        end = starts[high["line"]] + high["character"]
        text = text[:begin] + edit["newText"] + text[end:]
    return text


def test_hover_says_why_and_what_instead(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    uri = client.open(tmp_path / "a.sql", "SELECT 1;\nDELETE FROM users;\n", "sql")
    client.found(uri, "unscoped-delete")
    shown = client.request("textDocument/hover", at(uri, 1, 3))
    text = shown["contents"]["value"]
    assert shown["contents"]["kind"] == "markdown"
    assert "every row of users is deleted" in text
    assert "**Do this instead.**" in text
    assert "not reversible" in text
    assert client.request("textDocument/hover", at(uri, 0, 3)) is None


def test_hover_over_a_migration_says_lock_and_way_back(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    place = tmp_path / "alembic" / "versions" / "a1_orders.py"
    uri = client.open(place, REVISION)
    client.found(uri, "dropped-column", "dropped-column")
    text = client.request("textDocument/hover", at(uri, 4, 8))["contents"]["value"]
    assert "**Effect:** drop column note of orders" in text
    assert "takes the lock ACCESS EXCLUSIVE on orders" in text
    assert "comes back from a backup alone" in text


def test_what_the_code_says_is_not_markdown(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    text = 'DELETE FROM "[x](https://evil.example)";\n'
    uri = client.open(tmp_path / "a.sql", text, "sql")
    client.found(uri, "unscoped-delete")
    shown = client.request("textDocument/hover", at(uri, 0, 3))["contents"]["value"]
    assert "`every row of [x](https://evil.example) is deleted`" in shown


def test_the_effect_lens_sums_a_migration_up(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    uri = client.open(tmp_path / "alembic" / "versions" / "a1_orders.py", REVISION)
    (lens,) = [
        lens
        for lens in client.request("textDocument/codeLens", {"textDocument": {"uri": uri}})
        if lens["range"]["start"]["line"] == 3
    ]
    said = "drops 2 columns · locks orders (ACCESS EXCLUSIVE) · not reversible"
    assert lens["command"]["title"] == said


def test_a_function_that_destroys_has_a_lens_and_others_have_none(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    text = (
        "def keep(cur):\n    cur.execute('UPDATE t SET a = 1 WHERE id = 2')\n\n"
        "def wipe(cur):\n    cur.execute('DELETE FROM users')\n"
    )
    uri = client.open(tmp_path / "a.py", text)
    (lens,) = client.request("textDocument/codeLens", {"textDocument": {"uri": uri}})
    assert lens["range"]["start"]["line"] == 3
    assert lens["command"]["title"] == "deletes every row of users"


def test_lenses_can_be_switched_off(session, tmp_path, code) -> None:
    client = session(tmp_path, settings={"effectLens": False})
    client.start(code)
    uri = client.open(tmp_path / "alembic" / "versions" / "a1_orders.py", REVISION)
    client.found(uri, "dropped-column", "dropped-column")
    assert client.request("textDocument/codeLens", {"textDocument": {"uri": uri}}) == []


PACK = '''
from guardrail.effects import SchemaChange
from guardrail.model import Category, Level, Remedy
from guardrail.rule import Rule


class SlowIndex(Rule):
    """An index is built slowly.

    ## Why it matters

    It takes time.

    ## Do this instead

    Build it another way.
    """

    name = "slow-index"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)
    edition = 2026
    bad = ()
    good = ()

    def judge(self, effect, context):
        remedy = Remedy("concurrently", effect.span, safe=True, title="build it concurrently")
        yield self.finding(effect, "it is slow", remedy=remedy)
'''


@pytest.fixture
def pack(tmp_path, monkeypatch) -> Path:
    """A folder whose policy names a rule pack with a remedy that is safe."""
    installed = tmp_path / "installed"
    installed.mkdir()
    (installed / "slow_pack.py").write_text(PACK.replace("class", "__path__ = []\n\n\nclass", 1))
    monkeypatch.setenv("PYTHONPATH", str(installed))
    folder = tmp_path / "project"
    folder.mkdir()
    policy = 'packs = ["slow_pack"]\n[levels]\nblocking-index = "off"\n'
    (folder / "guardrail.toml").write_text(policy)
    return folder


def test_a_safe_fix_is_an_edit_of_the_version_it_was_offered_for(session, pack, code) -> None:
    client = session(pack)
    client.start(code, debounce=0)
    uri = client.open(pack / "a.sql", INDEX, "sql")
    client.found(uri, "missing-lock-timeout", "slow-index", "unscoped-delete")
    offered = titled(client.actions(uri, 0), "build it concurrently")
    assert offered["isPreferred"]
    assert "edit" not in offered
    mended = client.request("codeAction/resolve", offered)
    (change,) = mended["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 1}
    assert "CREATE INDEX CONCURRENTLY i ON users" in edited(INDEX, change["edits"])
    client.change(uri, {"text": "\n" + INDEX})
    assert "edit" not in client.request("codeAction/resolve", offered)


def test_all_safe_fixes_are_one_action_on_saving(session, pack, code) -> None:
    client = session(pack)
    client.start(code)
    text = "CREATE INDEX i ON users (a);\nCREATE INDEX j ON users (b);\n"
    uri = client.open(pack / "a.sql", text, "sql")
    (offered,) = client.actions(uri, 0, ["source.fixAll"])
    assert offered["kind"] == "source.fixAll.guardrail"
    made = client.request("codeAction/resolve", offered)["edit"]["documentChanges"][0]["edits"]
    assert edited(text, made).count("CONCURRENTLY") == 2
    assert client.actions(uri, 0, ["source.organizeImports"]) == []


def test_a_fix_that_changes_what_happens_says_so_and_is_in_no_fix_all(
    session, tmp_path, code
) -> None:
    (tmp_path / "guardrail.toml").write_text('[[database]]\ndialect = "postgres"\n')
    client = session(tmp_path)
    client.start(code)
    uri = client.open(tmp_path / "a.sql", INDEX, "sql")
    client.found(uri, "blocking-index", "missing-lock-timeout", "unscoped-delete")
    offered = titled(client.actions(uri, 0), "build it")
    assert offered["title"] == "Guardrail: build it CONCURRENTLY (must run outside a transaction)"
    assert "isPreferred" not in offered
    assert client.request("codeAction/resolve", offered)["edit"]
    assert client.actions(uri, 0, ["source.fixAll.guardrail"]) == []


def test_a_value_put_into_a_statement_is_bound_by_a_quick_fix(session, tmp_path, code) -> None:
    text = (
        "import sqlite3\n\n\ndef forget(cur: sqlite3.Cursor, name: str) -> None:\n"
        "    cur.execute(f\"DELETE FROM users WHERE name = '{name}'\")\n"
    )
    client = session(tmp_path)
    client.start(code)
    uri = client.open(tmp_path / "clean.py", text, "python")
    client.found(uri, "interpolated-condition")
    offered = titled(client.actions(uri, 4), "bind the values")
    assert "isPreferred" not in offered
    (change,) = client.request("codeAction/resolve", offered)["edit"]["documentChanges"]
    after = edited(text, change["edits"])
    assert after == text.replace(
        "f\"DELETE FROM users WHERE name = '{name}'\"",
        '"DELETE FROM users WHERE name = ?", (name,)',
    )


CHECK = "ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17);\n"


def test_a_fix_makes_the_file_that_has_to_follow(session, tmp_path, code) -> None:
    (tmp_path / "guardrail.toml").write_text('[[database]]\ndialect = "postgres"\n')
    (tmp_path / "migrations").mkdir()
    file = tmp_path / "migrations" / "0002_a.sql"
    file.write_text(CHECK)
    client = session(tmp_path)
    client.start(code)
    uri = client.open(file, CHECK, "sql")
    offered = titled(client.actions(uri, 0), "add it NOT VALID")
    own, create, filled = client.request("codeAction/resolve", offered)["edit"]["documentChanges"]
    assert own["textDocument"]["uri"] == uri
    assert create["kind"] == "create"
    assert create["uri"].endswith("/migrations/0003_validate_adult.sql")
    assert filled["textDocument"]["uri"] == create["uri"]
    assert filled["edits"][0]["newText"] == "ALTER TABLE users VALIDATE CONSTRAINT adult;\n"


def test_a_client_that_makes_no_files_is_not_offered_half_a_fix(session, tmp_path, code) -> None:
    (tmp_path / "guardrail.toml").write_text('[[database]]\ndialect = "postgres"\n')
    code["workspace"]["workspaceEdit"]["resourceOperations"] = []
    client = session(tmp_path)
    client.start(code)
    uri = client.open(tmp_path / "0002_a.sql", CHECK, "sql")
    client.found(uri, "validating-constraint", "missing-lock-timeout")
    titles = [action["title"] for action in client.actions(uri, 0)]
    assert not [title for title in titles if "NOT VALID" in title]


def test_allowing_inserts_a_comment_that_holds_and_waits_for_the_reason(
    session, tmp_path, code
) -> None:
    client = session(tmp_path)
    client.start(code, debounce=0, clientCommands=COMMANDS)
    call = 'cur.execute(\n        """\n        DELETE FROM users\n        """\n    )'
    text = f"def f(cur):\n    {call}\n"
    uri = client.open(tmp_path / "a.py", text)
    client.found(uri, "unscoped-delete")
    offered = titled(client.actions(uri, 3), "allow this unscoped-delete")
    made = client.request("codeAction/resolve", offered)
    edits = made["edit"]["documentChanges"][0]["edits"]
    after = edited(text, edits)
    (where,) = made["command"]["arguments"]
    assert made["command"]["command"] == "guardrail.selectReason"
    line = after.splitlines()[where["range"]["start"]["line"]]
    column = where["range"]["start"]["character"]
    assert line[:column].endswith('allow[unscoped-delete] reason="')
    assert line[column] == '"'
    client.change(uri, {"text": after})
    client.found(uri, "invalid-allow", "unscoped-delete")
    client.change(uri, {"text": after.replace('reason=""', 'reason="a test"')})
    client.found(uri)


def test_where_no_comment_can_allow_it_a_waiver_is_written(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code, debounce=0)
    uri = client.open(tmp_path / "a.sql", "CREATE USER u WITH PASSWORD 'correcthorse9';\n", "sql")
    shown = client.found(uri, "written-password")
    offered = titled(client.actions(uri, 0), "in the policy")
    made = client.request("codeAction/resolve", offered)
    create, change = made["edit"]["documentChanges"]
    policy = (tmp_path / "guardrail.toml").as_uri()
    assert (create["kind"], create["uri"], change["textDocument"]["uri"]) == (
        "create",
        policy,
        policy,
    )
    text = change["edits"][0]["newText"]
    assert '[[waiver]]\nrule = "written-password"' in text
    assert "command" not in made
    waiver = text.replace('reason = ""', 'reason = "a test"')
    file = tmp_path / "guardrail.toml"
    file.write_text(waiver)
    client.watched((file, 1))
    client.found(uri)
    assert "correcthorse9" not in str(shown)


def test_an_instruction_for_the_agent_says_undo_instead_because(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code, clientCommands=COMMANDS)
    uri = client.open(tmp_path / "a.sql", "DELETE FROM users;\n", "sql")
    client.found(uri, "unscoped-delete")
    actions = client.actions(uri, 0)
    (given,) = titled(actions, "copy an instruction")["command"]["arguments"]
    assert given["text"].startswith("Undo this in a.sql, line 1: every row of")
    assert "Do this instead:" in given["text"]
    assert "Because:" in given["text"]
    assert "allow" not in given["text"]
    assert titled(actions, "about unscoped-delete")["command"]["arguments"] == [
        {"rule": "unscoped-delete"}
    ]


def test_of_several_folders_an_instruction_names_the_one_that_is_meant(
    session, tmp_path, code
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    (two / "db").mkdir(parents=True)
    client = session(one, two)
    client.start(code, clientCommands=COMMANDS)
    uri = client.open(two / "db" / "a.sql", "DELETE FROM users;\n", "sql")
    client.found(uri, "unscoped-delete")
    (given,) = titled(client.actions(uri, 0), "copy an instruction")["command"]["arguments"]
    assert given["text"].startswith("Undo this in two/db/a.sql, line 1: ")


def test_a_client_without_our_commands_is_offered_none(session, tmp_path, utf8) -> None:
    client = session(tmp_path)
    client.start(utf8)
    uri = client.open(tmp_path / "a.sql", "DELETE FROM users;\n", "sql")
    client.found(uri, "unscoped-delete")
    assert all("command" not in action for action in client.actions(uri, 0))


def test_a_page_of_a_rule_for_people(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    page = client.request("guardrail/explain", {"rule": "unscoped-delete"})["markdown"]
    assert page.startswith("# unscoped-delete")
    assert "## To allow one finding on the record" in page
    assert client.request("guardrail/explain", {"rule": "no-such"})["markdown"] == ""


def test_what_an_agent_changed_severest_first(session, project, code) -> None:
    project.stage("kept.sql", "DELETE FROM kept;\n")
    project.stage("db/migrations/0002_b.sql", "ALTER TABLE b ADD c int;\n")
    project.commit()
    project.write("a.sql", "CREATE INDEX i ON users (a);\n")
    project.write("b.sql", "DELETE FROM users;\n")
    (project.root / "db/migrations/0002_b.sql").unlink()
    client = session(project.root)
    client.start(code)
    client.found((project.root / "b.sql").as_uri(), "unscoped-delete")
    files = client.request("guardrail/agentChanges", {})["files"]
    told = {f["uri"].rpartition("/")[2]: [x["rule"] for x in f["findings"]] for f in files}
    assert told["b.sql"] == ["unscoped-delete"]
    assert told["a.sql"] == ["blocking-index", "missing-lock-timeout"]
    assert told["0002_b.sql"] == ["applied-migration-deleted"]
    assert "kept.sql" not in told
    assert files[-1]["uri"].endswith("a.sql")
    finding = files[0]["findings"][0]
    assert set(finding) == {"rule", "level", "message", "range", "fingerprint", "help"}


def test_commands_check_changes_and_the_whole_workspace(session, project, code) -> None:
    project.stage("old.sql", "DELETE FROM old;\n")
    project.commit()
    client = session(project.root)
    client.start(code)
    run = {"command": "guardrail.server.checkWorkspace", "arguments": []}
    assert client.request("workspace/executeCommand", run) == {"files": 1}
    old = (project.root / "old.sql").as_uri()
    client.found(old, "unscoped-delete")
    assert any(m.get("method") == "$/progress" for m in client.messages)
    project.write("new.sql", "TRUNCATE t;\n")
    run = {"command": "guardrail.server.checkChanges", "arguments": []}
    assert client.request("workspace/executeCommand", run) == {"files": 1, "findings": 1}
    client.found((project.root / "new.sql").as_uri(), "truncated-table")
    client.found(old)
    run = {"command": "guardrail.server.restartAnalysis", "arguments": []}
    assert client.request("workspace/executeCommand", run) is None
    uri = client.open(project.root / "x.sql", "DROP TABLE x;\n", "sql")
    client.found(uri, "dropped-table")
