"""Language models that are given a shell, an interpreter or a database to run what they write in.

Source: the reference of langchain-experimental 0.3 (`PythonREPLTool`, `SQLDatabaseChain`,
`create_pandas_dataframe_agent`), langchain-community 0.3 (`ShellTool`, `SQLDatabaseToolkit`,
`QuerySQLDatabaseTool`), langchain-neo4j 0.4, llama-index-core 0.14 (the security notes of
`NLSQLTableQueryEngine`), crewai-tools 0.30, openai-agents 0.2 and the MCP Python SDK 1. Names are
checked by hand against the documentation: the packages are heavy, and aren't installed for tests.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import LetsModelRun, Row, words

_LANGCHAIN = ("langchain", "langchain_community", "langchain_experimental")

TOOL_DECORATORS: frozenset[str] = words(
    "tool function_tool structured_tool kernel_function register_for_llm beta_tool ai_function"
    " tool_plain call_tool"
)
"""The last parts of decorators that hand a function to a language model."""

TOOL_CLASSES: frozenset[str] = words("BaseTool StructuredTool Tool FunctionTool")
"""The last parts of classes whose objects are tools of a language model."""

AGENT_PACKAGES: frozenset[str] = words(
    "langchain langchain_core langchain_community langgraph llama_index agents pydantic_ai crewai"
    " autogen autogen_agentchat autogen_core autogen_ext smolagents semantic_kernel haystack"
    " google ollama agno phi strands dspy mcp fastmcp"
)
"""Packages whose agents are handed functions as tools."""

LANGCHAIN_MODELS: frozenset[str] = words(
    "langchain_openai langchain_anthropic langchain_google_genai langchain_google_vertexai"
    " langchain_ollama langchain_mistralai langchain_groq langchain_aws langchain_cohere"
)
"""Packages of LangChain whose classes are language models."""

TOOL_MAKERS = (
    r"(?:\b(?:from_defaults|from_function|add_tool|register_function|FunctionTool|Tool"
    r"|StructuredTool)\(\s*(?:[\w.]+\s*=\s*)?{name}\b"
    r"|\b(?:fn|func|coroutine|function|async_fn)\s*=\s*{name}\b"
    r"|\btools\s*=\s*\[[^\]]{{0,400}}?\b{name}\b(?!\s*\())"
)
"""How a function of a name is handed to an agent as a tool, as a pattern to be filled in."""

TOOL_METHODS: frozenset[str] = words("_run _arun run arun forward __call__ call")
"""Their methods that are given what the model writes."""

ROWS: tuple[Row, ...] = (
    LetsModelRun(
        names=(
            "langchain_experimental.tools.PythonREPLTool",
            "langchain_experimental.tools.PythonAstREPLTool",
            "langchain_experimental.tools.python.tool.PythonREPLTool",
            "langchain_experimental.utilities.PythonREPL",
            "langchain.tools.PythonREPLTool",
        ),
        what="Python",
        beside=_LANGCHAIN,
        example="from langchain_experimental.tools import PythonREPLTool\nPythonREPLTool()",
    ),
    LetsModelRun(
        names=(
            "langchain_community.tools.ShellTool",
            "langchain_community.tools.shell.tool.ShellTool",
            "langchain.tools.ShellTool",
        ),
        what="command lines",
        beside=_LANGCHAIN,
        example="from langchain_community.tools import ShellTool\nShellTool()",
    ),
    LetsModelRun(
        names=(
            "langchain_experimental.agents.create_pandas_dataframe_agent",
            "langchain_experimental.agents.agent_toolkits.create_pandas_dataframe_agent",
            "langchain_experimental.agents.agent_toolkits.create_csv_agent",
            "langchain_experimental.agents.agent_toolkits.create_python_agent",
        ),
        what="Python",
        only_if="allow_dangerous_code",
        beside=_LANGCHAIN,
        example=(
            "from langchain_experimental.agents import create_pandas_dataframe_agent\n"
            "create_pandas_dataframe_agent(llm, df, allow_dangerous_code=True)"
        ),
    ),
    LetsModelRun(
        names=(
            "langchain_experimental.sql.SQLDatabaseChain",
            "langchain_experimental.sql.SQLDatabaseChain.from_llm",
            "langchain.chains.SQLDatabaseChain.from_llm",
            "langchain_community.agent_toolkits.create_sql_agent",
            "langchain_community.agent_toolkits.sql.base.create_sql_agent",
            "langchain_community.tools.QuerySQLDatabaseTool",
            "langchain_community.tools.QuerySQLDataBaseTool",
            "langchain_community.agent_toolkits.SQLDatabaseToolkit",
        ),
        what="SQL",
        shell=False,
        beside=_LANGCHAIN,
        example=(
            "from langchain_experimental.sql import SQLDatabaseChain\n"
            "SQLDatabaseChain.from_llm(llm, db)"
        ),
    ),
    LetsModelRun(
        names=(
            "langchain_community.chains.graph_qa.cypher.GraphCypherQAChain.from_llm",
            "langchain_neo4j.GraphCypherQAChain.from_llm",
            "langchain_neo4j.chains.graph_qa.cypher.GraphCypherQAChain.from_llm",
            "langchain.chains.GraphCypherQAChain.from_llm",
        ),
        what="Cypher",
        only_if="allow_dangerous_requests",
        shell=False,
        beside=(*_LANGCHAIN, "langchain_neo4j"),
        example=(
            "from langchain_community.chains.graph_qa.cypher import GraphCypherQAChain\n"
            "GraphCypherQAChain.from_llm(llm, graph=g, allow_dangerous_requests=True)"
        ),
    ),
    LetsModelRun(
        names=(
            "llama_index.core.query_engine.NLSQLTableQueryEngine",
            "llama_index.core.query_engine.SQLTableRetrieverQueryEngine",
            "llama_index.core.indices.struct_store.NLSQLTableQueryEngine",
            "llama_index.core.indices.struct_store.sql_query.NLSQLTableQueryEngine",
        ),
        what="SQL",
        shell=False,
        beside=("llama_index",),
        example=(
            "from llama_index.core.query_engine import NLSQLTableQueryEngine\n"
            "NLSQLTableQueryEngine(sql_database=database)"
        ),
    ),
    LetsModelRun(
        names=("crewai_tools.CodeInterpreterTool",),
        what="Python",
        only_if="unsafe_mode",
        beside=("crewai_tools",),
        example=(
            "from crewai_tools import CodeInterpreterTool\nCodeInterpreterTool(unsafe_mode=True)"
        ),
    ),
    LetsModelRun(
        names=(
            "autogen.coding.LocalCommandLineCodeExecutor",
            "autogen_ext.code_executors.local.LocalCommandLineCodeExecutor",
            "autogen_core.code_executor.LocalCommandLineCodeExecutor",
        ),
        what="Python",
        beside=("autogen", "autogen_ext", "autogen_core"),
        example=(
            "from autogen.coding import LocalCommandLineCodeExecutor\n"
            "LocalCommandLineCodeExecutor()"
        ),
    ),
    LetsModelRun(
        names=(
            "llama_index.experimental.query_engine.PandasQueryEngine",
            "llama_index.core.query_engine.PandasQueryEngine",
            "llama_index.query_engine.PandasQueryEngine",
        ),
        what="Python",
        beside=("llama_index",),
        example=(
            "from llama_index.experimental.query_engine import PandasQueryEngine\n"
            "PandasQueryEngine(df=frame)"
        ),
    ),
)
