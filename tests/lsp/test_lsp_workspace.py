"""Folders, files without a name, renamed files, files in other encodings, scopes, pulling."""

from __future__ import annotations

import time

DELETE = "DELETE FROM users;\n"


def test_each_folder_has_its_own_policy(session, new_project, code) -> None:
    one, other = new_project("one"), new_project("other")
    one.write("guardrail.toml", '[levels]\nunscoped-delete = "warning"\n')
    client = session(one.root, other.root)
    client.start(code)
    severities = []
    for project in (one, other):
        uri = client.open(project.write("a.sql", DELETE), language="sql")
        severities.append(client.found(uri, "unscoped-delete")[0]["severity"])
    assert severities == [2, 1]


def test_a_folder_can_be_added_and_taken_away(session, new_project, code) -> None:
    one, other = new_project("one"), new_project("other")
    file = other.write("a.sql", DELETE)
    client = session(one.root)
    client.start(code)
    folder = {"uri": other.root.as_uri(), "name": "other"}
    for added, removed, rules in ([folder], [], ["unscoped-delete"]), ([], [folder], []):
        event = {"added": added, "removed": removed}
        client.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        client.found(file.as_uri(), *rules)


def test_a_folder_below_the_repositorys_root(session, project, code) -> None:
    project.write("guardrail.toml", '[levels]\nunscoped-delete = "warning"\n')
    inside = project.write("app/a.sql", DELETE)
    outside = project.write("b.sql", DELETE)
    client = session(project.root / "app")
    client.start(code)
    assert client.found(inside.as_uri(), "unscoped-delete")[0]["severity"] == 2
    assert outside.as_uri() not in client.diagnostics


def test_documents_that_were_never_saved(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    uri = client.open("untitled:Untitled-1", DELETE, "sql")
    client.found(uri, "unscoped-delete")
    python = client.open("untitled:Untitled-2", "import os\nos.system('rm -rf /srv')\n", "python")
    client.found(python, "recursive-delete")
    client.close(uri)
    client.found(uri)


def test_without_any_folder(session, tmp_path, code) -> None:
    client = session()
    client.start(code)
    uri = client.open(tmp_path / "a.sql", DELETE, "sql")
    client.found(uri, "unscoped-delete")
    client.found(client.open("untitled:Untitled-1", DELETE, "sql"), "unscoped-delete")


def test_a_renamed_file_takes_its_findings_along(session, project, code) -> None:
    project.commit()
    old = project.write("old.sql", DELETE)
    client = session(project.root)
    client.start(code)
    client.found(old.as_uri(), "unscoped-delete")
    new = project.root / "new.sql"
    old.rename(new)
    files = [{"oldUri": old.as_uri(), "newUri": new.as_uri()}]
    client.notify("workspace/didRenameFiles", {"files": files})
    client.found(old.as_uri())
    client.found(new.as_uri(), "unscoped-delete")


def test_a_file_on_disk_may_be_in_any_encoding(session, project, code) -> None:
    project.commit()
    latin = project.write(
        "l.py", '# -*- coding: latin-1 -*-\n# é\nq = "DELETE FROM t"\n'.encode("latin-1")
    )
    binary = project.write("b.sql", b"DELETE FROM t;\x00\xff")
    call = '# -*- coding: latin-1 -*-\nx = "é"; cur.execute("DELETE FROM t")\n'
    shown = project.write("s.py", call.encode("latin-1"))
    client = session(project.root)
    client.start(code)
    (found,) = client.found(shown.as_uri(), "unscoped-delete")
    assert found["range"]["start"] == {"line": 1, "character": 22}
    client.found(binary.as_uri(), "unanalysed")
    uri = client.open(latin, "SELECT 1;\n")
    client.close(uri)
    client.watched((latin, 2))
    client.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": place(0)})
    assert "internal error" not in client.log


def place(line: int) -> dict[str, int]:
    return {"line": line, "character": 0}


def test_a_file_name_that_is_no_text(session, project, code) -> None:
    project.commit()
    project.write("plain.sql", DELETE)
    name = b"odd \xff%#?.sql"
    import os

    with open(os.path.join(os.fsencode(project.root), name), "w") as file:  # noqa: PTH123, PTH118
        file.write(DELETE)
    client = session(project.root)
    client.start(code)
    client.found(f"{project.root.as_uri()}/odd%20%FF%25%23%3F.sql", "unscoped-delete")


def test_a_closed_document_is_what_lies_on_disk(session, project, code) -> None:
    file = project.stage("a.sql", "SELECT 1;\n")
    project.commit()
    client = session(project.root)
    client.start(code)
    uri = client.open(file, DELETE, "sql")
    client.found(uri, "unscoped-delete")
    client.close(uri)
    client.found(uri)
    client.open(file, language="sql")
    time.sleep(0.3)
    assert client.diagnostics[uri] == []


def test_an_open_document_is_judged_as_it_is_in_the_editor(session, project, code) -> None:
    project.commit()
    file = project.write("a.sql", DELETE)
    client = session(project.root)
    client.start(code)
    client.found(file.as_uri(), "unscoped-delete")
    uri = client.open(file, "SELECT 1;\n", "sql")
    client.found(uri)
    project.write("a.sql", "TRUNCATE t;\n")
    client.watched((file, 2))
    time.sleep(0.5)
    assert client.diagnostics[uri] == []


def test_the_scopes(session, project, code) -> None:
    old = project.stage("old.sql", DELETE)
    project.commit()
    new = project.write("new.sql", DELETE)
    everything = session(project.root)
    everything.start(code, scope="workspace")
    everything.found(old.as_uri(), "unscoped-delete")
    everything.found(new.as_uri(), "unscoped-delete")
    everything.settings = {"scope": "open"}
    everything.notify("workspace/didChangeConfiguration", {"settings": None})
    everything.found(old.as_uri())
    everything.found(new.as_uri())
    everything.settings = {"scope": "changed"}
    everything.notify("workspace/didChangeConfiguration", {"settings": None})
    everything.found(new.as_uri(), "unscoped-delete")
    assert everything.diagnostics[old.as_uri()] == []


def test_only_changed_lines_of_a_closed_file_are_shown(session, project, code) -> None:
    file = project.stage("a.sql", "DELETE FROM old;\n")
    project.commit()
    file.write_text("DELETE FROM old;\nSELECT 1;\nTRUNCATE t;\n")
    client = session(project.root)
    client.start(code)
    client.found(file.as_uri(), "truncated-table")
    client.open(file, language="sql")
    client.found(file.as_uri(), "truncated-table", "unscoped-delete")


def test_an_applied_migration_that_is_being_edited(session, project, code) -> None:
    text = "CREATE TABLE a (id int PRIMARY KEY);\n"
    file = project.stage("db/migrations/0001_a.sql", text)
    project.stage("db/migrations/0002_b.sql", "CREATE TABLE b (id int);\n")
    project.commit()
    client = session(project.root)
    client.start(code, debounce=0)
    uri = client.open(file, language="sql")
    client.change(uri, {"text": "CREATE TABLE a (id bigint PRIMARY KEY);\n"})
    client.found(uri, "applied-migration-edited")
    client.change(uri, {"text": text})
    client.found(uri)


def test_ignored_files_are_nobodys_changes(session, project, code) -> None:
    project.stage(".gitignore", "build/\n")
    project.commit()
    client = session(project.root)
    client.start(code)
    ignored = project.write("build/a.sql", DELETE)
    seen = project.write("b.sql", DELETE)
    client.watched((ignored, 1), (seen, 1))
    client.found(seen.as_uri(), "unscoped-delete")
    assert ignored.as_uri() not in client.diagnostics


def test_when_the_branch_moves_the_changes_are_others(session, project, code) -> None:
    project.commit()
    project.git("checkout", "-q", "-b", "work")
    file = project.stage("a.sql", DELETE)
    client = session(project.root)
    client.start(code)
    client.found(file.as_uri(), "unscoped-delete")
    project.commit("on the branch")
    client.watched((project.root / ".git" / "refs" / "heads" / "work", 2))
    project.git("checkout", "-q", "main")
    project.git("merge", "-q", "work")
    client.watched((project.root / ".git" / "HEAD", 2))
    client.found(file.as_uri())


def test_outside_a_repository_what_is_touched_is_changed(session, tmp_path, code) -> None:
    old = tmp_path / "old.sql"
    old.write_text(DELETE)
    new = tmp_path / "new.sql"
    client = session(tmp_path)
    client.start(code)
    new.write_text(DELETE)
    client.watched((new, 1))
    client.found(new.as_uri(), "unscoped-delete")
    assert old.as_uri() not in client.diagnostics


def test_a_client_that_only_pulls_is_not_pushed_to(session, project, code) -> None:
    project.commit()
    closed = project.write("closed.sql", DELETE)
    del code["textDocument"]["publishDiagnostics"]
    client = session(project.root)
    capabilities = client.start(code, debounce=0)
    assert capabilities["diagnosticProvider"]["workspaceDiagnostics"]
    uri = client.open(project.root / "a.sql", "TRUNCATE t;\n", "sql")
    asked = {"textDocument": {"uri": uri}}
    report = client.request("textDocument/diagnostic", asked)
    assert (report["kind"], [d["code"] for d in report["items"]]) == ("full", ["truncated-table"])
    again = client.request(
        "textDocument/diagnostic", {**asked, "previousResultId": report["resultId"]}
    )
    assert (again["kind"], again["resultId"]) == ("unchanged", report["resultId"])

    def whole() -> dict:
        return client.request("workspace/diagnostic", {"previousResultIds": []})

    client.wait(lambda: closed.as_uri() in str(whole()))
    known = [{"uri": i["uri"], "value": i["resultId"]} for i in whole()["items"]]
    closed.unlink()
    client.watched((closed, 3))

    def gone() -> list[dict]:
        items = client.request("workspace/diagnostic", {"previousResultIds": known})["items"]
        return [i for i in items if i["uri"] == closed.as_uri() and not i.get("items", True)]

    client.wait(gone)
    assert client.pushes == []


def test_a_client_that_can_do_both_is_pushed_to_alone(session, tmp_path, code) -> None:
    client = session(tmp_path)
    assert "diagnosticProvider" not in client.start(code)


def test_what_a_workflow_runs_is_told_in_both_files(session, project, code) -> None:
    project.stage("clean.sql", DELETE)
    project.commit()
    flow = project.write(
        ".github/workflows/clean.yml",
        "on: push\njobs:\n  a:\n    steps:\n      - run: psql -f clean.sql\n",
    )
    client = session(project.root)
    client.start(code)
    (led,) = client.found(client.open(flow, language="yaml"), "unscoped-delete")
    assert led["range"]["start"]["line"] == 4
    there = led["relatedInformation"][0]
    assert there["location"]["uri"] == (project.root / "clean.sql").as_uri()
    assert there["message"] == "what it does stands here"
