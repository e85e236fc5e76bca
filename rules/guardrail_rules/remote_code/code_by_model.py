"""The rule `code-by-model`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import CodeRun, GuardChange
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed, whoever_asks

SANDBOX = "sandbox"
BY_MODEL = "that a language model writes"


class CodeByModel(Rule):
    """What a language model writes is run as it is: SQL, a command line, Python.

    ## Why it matters

    A model writes what the text before it asks for, and that text may come from a web page, an
    issue or a row of the database. The run has all the rights that the program has.

    ## Do this instead

    Give the model narrow tools with arguments of their own in place of a language; run SQL through
    a role that may only read, in a read-only transaction; run code in a container without
    credentials or network, and ask a person before anything is written.
    """

    name = "code-by-model"
    category = Category.REMOTE_CODE
    level = Level.WARNING
    judges = (CodeRun, GuardChange)

    bad = (
        python(
            """\
            from langchain.tools import tool

            @tool
            def run_sql(query: str) -> str:
                cursor.execute(query)
                return str(cursor.fetchall())
            """
        ),
        python(
            """\
            import shutil
            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("files")

            @mcp.tool()
            def remove(path: str) -> str:
                shutil.rmtree(path)
                return "gone"
            """
        ),
        python(
            """\
            from langchain_experimental.tools import PythonREPLTool

            tools = [PythonREPLTool()]
            """
        ),
        python(
            """\
            from autogen import UserProxyAgent

            UserProxyAgent("user", code_execution_config={"use_docker": False})
            """
        ),
        python(
            """\
            import subprocess
            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("shell")

            @mcp.tool()
            def run(command: str) -> str:
                return subprocess.run(command, shell=True, capture_output=True).stdout
            """
        ),
        python(
            """\
            import os
            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("files")

            @mcp.tool()
            def remove(path: str) -> str:
                os.remove(os.path.join("/workspace", path))
                return "gone"
            """
        ),
    )
    good = (
        python(
            """\
            import os
            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("notes")

            @mcp.tool()
            def forget(title: str) -> str:
                if title not in TITLES:
                    raise ValueError(title)
                os.remove(PATHS[title])
                return "gone"
            """
        ),
        python(
            """\
            import shutil
            from pathlib import Path
            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("files")

            @mcp.tool()
            def remove(path: str) -> str:
                folder = Path(path).resolve()
                if not folder.is_relative_to(BUILD):
                    return "refused"
                shutil.rmtree(folder)
                return "gone"
            """
        ),
        python(
            """\
            from langchain.tools import tool

            @tool
            def orders_of(customer_id: int) -> str:
                cursor.execute("SELECT * FROM orders WHERE customer_id = %s", [customer_id])
                return str(cursor.fetchall())
            """
        ),
        python(
            """\
            import subprocess
            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("git")

            @mcp.tool()
            def log(path: str) -> str:
                return subprocess.run(["git", "log", "--", path], capture_output=True).stdout
            """
        ),
    )

    def judge(self, run: CodeRun | GuardChange, context: Context) -> Iterator[Finding]:
        """Anything that a model wrote, on its way to be run, and code that runs in no container."""
        if isinstance(run, GuardChange):
            if run.guard == SANDBOX:
                message = f"what a model writes is run on this machine itself ({run.detail})"
                yield from weighed(self, run, context, message)
            return
        if run.what.endswith(BY_MODEL):
            by = f", by {run.origin}" if run.origin else ""
            does = "are" if run.what.startswith("command lines") else "is"
            files = ("the deletion of a file", "the writing of a file")
            less = run.what.startswith(("SQL", "Cypher", *files))
            level = Level.WARNING if less else Level.ERROR
            message = f"{run.what} {does} run{by}"
            yield from weighed(self, whoever_asks(run), context, message, level=level)
