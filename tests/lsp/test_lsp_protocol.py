"""Where a server can leave a client waiting, shouting or in the dark; with a real client."""

from __future__ import annotations

import json
import subprocess
import sys
import time

ODD = ["\f", "\v", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


def slow_text(statements: int = 6_000) -> str:
    """A file that takes a while to judge."""
    lines = (f'    cur.execute("UPDATE t SET a = {n} WHERE id = {n}")\n' for n in range(statements))
    return "def f(cur):\n" + "".join(lines)


def test_only_line_ends_end_lines(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code, debounce=0)
    place = {"line": 1, "character": 0}
    changed = {"range": {"start": place, "end": {"line": 1, "character": 9}}, "text": "TRUNCATE t;"}
    for number, separator in enumerate(ODD):
        text = f"-- a{separator}b\nSELECT 1;\n"
        uri = client.open(tmp_path / f"{number}.sql", text, "sql")
        client.change(uri, changed)
        (shown,) = client.found(uri, "truncated-table")
        assert shown["range"]["start"] == place


def test_a_request_that_makes_no_sense_is_answered(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    number = client.begin_request("textDocument/hover", {"textDocument": 7})
    assert client.answer(number)["error"]["code"] == -32602
    number = client.begin_request("guardrail/unheardOf", {})
    assert client.answer(number)["error"]["code"] == -32601
    client.raw(b"not json")
    client.raw(b"[1, 2]")
    assert client.request("textDocument/hover", hover("file:///none")) is None
    assert not any(m.get("method") == "window/showMessage" for m in client.messages)


def hover(uri: str) -> dict:
    return {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}


def test_what_goes_wrong_in_a_notification_is_one_line_in_the_log(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    for version in (2, 3):
        client.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": (tmp_path / "never.py").as_uri(), "version": version},
                "contentChanges": [{"text": "password = 'hunter2hunter2'"}],
            },
        )
    client.request("textDocument/hover", hover("file:///none"))
    client.wait(lambda: client.log.count("internal error") == 2)
    assert "hunter2" not in client.log
    assert "Traceback" not in client.log
    assert not any(m.get("method") == "window/showMessage" for m in client.messages)


def test_arguments_that_look_like_messages_are_arguments(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    message = {"jsonrpc": "2.0", "id": 99, "method": "exit"}
    params = {"command": "guardrail.server.checkChanges", "arguments": [message]}
    assert client.request("workspace/executeCommand", params) == {"files": 0, "findings": 0}


def test_documents_are_in_no_log(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    uri = client.open(tmp_path / "a.py", "# a text of its own\nimport os; os.system('rm -rf /x')\n")
    client.found(uri, "recursive-delete")
    assert client.stop() == 0
    assert "a text of its own" not in client.log


def test_the_loop_answers_while_a_long_text_is_judged(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    client.open(tmp_path / "long.py", slow_text())
    time.sleep(0.3)
    answered = [client.request("textDocument/hover", hover("file:///none")) for _ in range(20)]
    assert answered == [None] * 20
    assert (tmp_path / "long.py").as_uri() not in client.diagnostics


def test_a_request_can_be_cancelled(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    uri = client.open(tmp_path / "long.py", slow_text())
    number = client.begin_request("textDocument/codeLens", {"textDocument": {"uri": uri}})
    client.notify("$/cancelRequest", {"id": number})
    assert client.answer(number, 5)["error"]["code"] == -32800


def test_it_shuts_down_with_requests_under_way(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    uri = client.open(tmp_path / "long.py", slow_text())
    for _ in range(3):
        client.begin_request("textDocument/codeLens", {"textDocument": {"uri": uri}})
    time.sleep(0.3)
    began = time.monotonic()
    assert client.stop() == 0
    assert time.monotonic() - began < 2


def test_an_answer_that_nobody_waits_for_is_dropped(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.mute()
    client.start(code)
    asked = client.wait(lambda: [m for m in client.messages if "method" in m and "id" in m])
    number = client.begin_request("shutdown")
    assert "error" not in client.answer(number)
    client.send({"jsonrpc": "2.0", "id": asked[0]["id"], "result": None})
    client.notify("exit")
    assert client.process.wait(5) == 0


def test_without_a_shutdown_the_exit_status_is_one(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    client.notify("exit")
    assert client.process.wait(5) == 1


def test_it_ends_with_standard_input_and_takes_the_analysis_along(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    client.open(tmp_path / "long.py", slow_text())
    time.sleep(0.5)
    family = children(client.process.pid)
    assert family
    client._out.put(None)
    client._threads[2].join(5)
    client.process.stdin.close()
    assert client.process.wait(3) == 1
    end = time.monotonic() + 3
    while any(alive(pid) for pid in family) and time.monotonic() < end:
        time.sleep(0.05)
    assert not [pid for pid in family if alive(pid)]


def test_the_analysis_ends_with_a_server_that_is_killed(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    client.open(tmp_path / "long.py", slow_text())
    time.sleep(0.5)
    family = children(client.process.pid)
    client.process.kill()
    end = time.monotonic() + 5
    while any(alive(pid) for pid in family) and time.monotonic() < end:
        time.sleep(0.05)
    assert not [pid for pid in family if alive(pid)]


def children(pid: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    parents = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found = [child for child, parent in parents if parent == pid]
    return [*found, *(deeper for child in found for deeper in children(child))]


def alive(pid: int) -> bool:
    """Whether a process runs (one that only waits to be noticed doesn't)."""
    told = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(told.stdout.strip()) and "Z" not in told.stdout


def test_whatever_prints_doesnt_reach_the_client() -> None:
    script = (
        "import os, guardrail_lsp.main as m; i, o = m._private_streams(); print('noise');"
        "os.system('echo noise'); o.write(b'said'); o.flush()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=b"", capture_output=True, check=True
    )
    assert done.stdout == b"said"


def test_results_are_of_the_newest_text(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code, debounce=0)
    uri = client.open(tmp_path / "a.sql", "TRUNCATE t;\n", "sql")
    client.found(uri, "truncated-table")
    last = 0
    for text in ["DELETE FROM a;", "SELECT 1;", "DROP TABLE x;", "SELECT 2;", "DELETE FROM b;"]:
        last = client.change(uri, {"text": text})
    client.found(uri, "unscoped-delete")
    client.wait(lambda: client.pushes[-1].get("version") == last)
    time.sleep(0.5)
    versions = [p["version"] for p in client.pushes if p["uri"] == uri]
    assert versions == sorted(versions)
    assert "every row of b" in client.diagnostics[uri][0]["message"]


def test_a_parser_that_dies_costs_one_line_and_a_hint(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code, debounce=0)
    uri = client.open(tmp_path / "a.sql", "TRUNCATE t;\n", "sql")
    client.found(uri, "truncated-table")
    (analysis,) = children(client.process.pid)
    client.change(uri, {"text": "TRUNCATE u;\n"})
    subprocess.run(["kill", "-9", str(analysis)], check=False)
    client.change(uri, {"text": "DELETE FROM v;\n"})
    client.wait(lambda: client.log.count("the analysis process ended") >= 1)
    client.change(uri, {"text": "DELETE FROM w;\n"})
    client.found(uri, "unscoped-delete")
    assert client.log.count("the analysis process ended") <= 2
    assert not any(m.get("method") == "window/showMessage" for m in client.messages)
    assert children(client.process.pid) != [analysis]


def test_without_pygls_it_says_what_to_install(tmp_path) -> None:
    script = (
        "import sys; sys.modules['pygls'] = None\n"
        "import importlib.util as u; real = u.find_spec\n"
        "import guardrail_lsp.main as m\n"
        "m.find_spec = lambda name: None if name == 'pygls' else real(name)\n"
        "sys.exit(m.run([]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "pip install 'repo-guardrail[lsp]'" in done.stderr


def test_messages_are_valid_json_rpc(session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code)
    uri = client.open(tmp_path / "a.sql", "TRUNCATE t;\n", "sql")
    client.found(uri, "truncated-table")
    assert client.stop() == 0
    assert all(message["jsonrpc"] == "2.0" for message in client.messages)
    assert json.dumps(client.messages)
