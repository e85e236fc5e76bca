"""The page's configuration in a real Neovim: the server assumes nothing of one editor."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "editors.md"

CHECK = """
local function found() return vim.diagnostic.get(0) end
vim.wait(30000, function() return #found() > 0 end, 50)
local closed = vim.fn.bufadd(vim.fn.getcwd() .. "/closed.sql")
vim.wait(30000, function() return #vim.diagnostic.get(closed) > 0 end, 50)
local place = { textDocument = vim.lsp.util.make_text_document_params(),
                position = { line = 0, character = 20 } }
local hover = vim.lsp.buf_request_sync(0, "textDocument/hover", place, 20000)
local said = {}
for _, answer in pairs(hover or {}) do said[#said + 1] = answer.result end
vim.api.nvim_buf_set_lines(0, 0, 1, false, { "SELECT 1;" })
vim.wait(30000, function() return #found() == 0 end, 50)
local result = { hover = said, left = #found(), closed = vim.diagnostic.get(closed) }
local file = io.open("result.json", "w")
file:write(vim.fn.json_encode(result))
file:close()
vim.cmd("qall!")
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim isn't installed")
def test_the_configuration_of_the_page_works(project) -> None:
    project.commit()
    (config,) = re.findall(r"```lua\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    project.write("closed.sql", "TRUNCATE t;\n")
    project.write("open.sql", "/* é😀 */ DELETE FROM users;\n")
    (project.root / ".git" / "config.lua").write_text(config)
    (project.root / ".git" / "check.lua").write_text(CHECK)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [
            *("nvim", "--headless", "--clean", "-c", "luafile .git/config.lua"),
            *("-c", "edit open.sql", "-c", "luafile .git/check.lua"),
        ],
        cwd=project.root,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (project.root / "result.json").exists(), done.stderr
    result = json.loads((project.root / "result.json").read_text())
    assert "every row of users is deleted" in json.dumps(result["hover"])
    assert result["left"] == 0
    (shown,) = result["closed"]
    assert shown["code"] == "truncated-table"
