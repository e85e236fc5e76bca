"""What the client is shown, of documents and of files that nobody has open."""

from __future__ import annotations

DELETE = 'def f(cur):\n    é = "😀"; cur.execute("DELETE FROM users")\n'


def test_a_finding_says_where_what_and_what_instead(session, project, code) -> None:
    project.write("a.txt")
    client = session(project.root)
    client.start(code)
    uri = client.open(project.root / "a.py", DELETE)
    (shown,) = client.found(uri, "unscoped-delete")
    line = {"line": 1, "character": 27}
    assert shown["range"] == {"start": line, "end": {"line": 1, "character": 44}}
    assert shown["severity"] == 1
    assert shown["source"] == "guardrail"
    assert "every row of users is deleted (unscoped-delete)" in shown["message"]
    assert "Do this instead: Say which rows are meant" in shown["message"]
    assert "allow" not in shown["message"]
    assert shown["codeDescription"]["href"].endswith("/unscoped-delete.md")
    (step,) = shown["relatedInformation"]
    assert step["message"] == "from cur.execute"
    assert step["location"]["uri"] == uri


def test_positions_are_counted_as_the_client_counts(session, project, utf8) -> None:
    client = session(project.root)
    capabilities = client.start(utf8)
    assert capabilities["positionEncoding"] == "utf-8"
    uri = client.open(project.root / "a.py", DELETE)
    (shown,) = client.found(uri, "unscoped-delete")
    assert shown["range"]["start"] == {"line": 1, "character": 30}


def test_changed_files_are_shown_though_nobody_has_them_open(session, project, code) -> None:
    project.stage("old.sql", "DELETE FROM old;\n")
    project.commit()
    project.git("checkout", "-q", "-b", "work")
    project.stage("committed.sql", "DELETE FROM committed;\n")
    project.commit()
    project.write("new.sql", "DELETE FROM new;\n")
    client = session(project.root)
    client.start(code)
    client.found((project.root / "new.sql").as_uri(), "unscoped-delete")
    client.found((project.root / "committed.sql").as_uri(), "unscoped-delete")
    assert (project.root / "old.sql").as_uri() not in client.diagnostics


def test_what_is_written_and_deleted_outside_is_followed(session, project, code) -> None:
    project.commit()
    client = session(project.root)
    client.start(code)
    file = project.write("agent.sql", "DELETE FROM users;\n")
    client.watched((file, 1), (file, 1), (file, 2))
    client.found(file.as_uri(), "unscoped-delete")
    file.unlink()
    client.watched((file, 3))
    client.found(file.as_uri())
    project.write("agent.sql", "TRUNCATE users;\n")
    client.watched((file, 1))
    client.found(file.as_uri(), "truncated-table")
