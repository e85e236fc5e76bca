"""`guardrail.toml` in an editor: checked, completed, and never replaced by defaults."""

from __future__ import annotations

PUBLISHED = "textDocument/publishDiagnostics"


def labels(client, uri: str, line: int, character: int) -> list[str]:
    """What completion offers at a place."""
    place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
    return [item["label"] for item in client.request("textDocument/completion", place)["items"]]


def status(client) -> dict[str, str]:
    """What the server said last about itself."""
    return [m["params"] for m in client.messages if m.get("method") == "guardrail/status"][-1]


def test_every_error_of_a_policy_stands_on_its_line(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code, debounce=0)
    text = 'nonsense = 1\nmode = "x"\n\n[levels]\nunscoped-delete = "fatal"\n'
    uri = client.open(tmp_path / "guardrail.toml", text, "toml")
    shown = client.found(uri, *["broken-policy"] * 3)
    assert [d["range"]["start"]["line"] for d in shown] == [0, 1, 4]
    assert {d["severity"] for d in shown} == {1}
    client.change(uri, {"text": '[levels]\nunscoped-delet = "error"\n'})
    client.wait(lambda: "did you mean" in str(client.diagnostics[uri]))
    client.change(uri, {"text": '[levels]\nunscoped-delete = "error"\n'})
    client.found(uri)


def test_a_broken_policy_is_told_there_and_judges_nothing_by_default(
    session, tmp_path, code
) -> None:
    file = tmp_path / "guardrail.toml"
    file.write_text('[levels]\nunscoped-delete = "warning"\n')
    client = session(tmp_path)
    client.start(code, debounce=0)
    uri = client.open(tmp_path / "a.sql", "DELETE FROM users;\n", "sql")
    assert client.found(uri, "unscoped-delete")[0]["severity"] == 2
    file.write_text("[levels\n")
    client.watched((file, 2))
    (shown,) = client.found(file.as_uri(), "broken-policy")
    assert "TOML" in shown["message"]
    (lost,) = client.found(uri, "unanalysed")
    assert "not judged: the policy can't be used" in lost["message"]
    client.wait(lambda: status(client)["state"] == "error")
    assert str(file) in status(client)["message"]
    file.write_text('[levels]\nunscoped-delete = "info"\n')
    client.watched((file, 2))
    assert client.found(uri, "unscoped-delete")[0]["severity"] == 3
    client.found(file.as_uri())
    told = [one["params"] for one in client.messages if one.get("method") == PUBLISHED]
    of_itself = [
        d["code"] for one in told if one["uri"] == file.as_uri() for d in one["diagnostics"]
    ]
    assert set(of_itself) == {"broken-policy"}


def test_rules_levels_keys_tables_and_paths_are_offered(session, tmp_path, code) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "models.py").write_text("")
    client = session(tmp_path)
    client.start(code)
    text = (
        '\n[levels]\nuns\nunscoped-delete = \n\n[[database]]\ndialect = \npaths = ["app/"]\nna\n\n'
        '[[waiver]]\nrule = ""\n\n['
    )
    uri = client.open(tmp_path / "guardrail.toml", text, "toml")
    assert {"fail-on", "exclude", "edition"} <= set(labels(client, uri, 0, 0))
    assert {"unscoped-delete", "data-loss"} <= set(labels(client, uri, 2, 3))
    assert labels(client, uri, 3, 18) == ["off", "info", "warning", "error"]
    assert {"postgres", "mysql"} <= set(labels(client, uri, 6, 10))
    assert labels(client, uri, 7, 14) == ["models.py"]
    assert "name" in labels(client, uri, 8, 2)
    assert "paths" not in labels(client, uri, 8, 2)
    assert "dropped-table" in labels(client, uri, 11, 8)
    assert {"levels", "waiver", "database"} <= set(labels(client, uri, 13, 1))


def test_policy_inside_pyproject_is_checked_and_completed(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    text = '[project]\nname = "x"\n\n\n[tool.guardrail]\nbad = 1\n\n[tool.guardrail.levels]\n'
    uri = client.open(tmp_path / "pyproject.toml", text, "toml")
    (shown,) = client.found(uri, "broken-policy")
    assert shown["range"]["start"]["line"] == 5
    assert labels(client, uri, 2, 0) == []
    assert "unscoped-delete" in labels(client, uri, 8, 0)
