"""Calls that run Python source or rebuild objects that may run code.

Source: Python library reference, "Built-in Functions", `pickle`, `marshal`; PyYAML documentation.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, Row, RunsCode

ROWS: tuple[Row, ...] = (
    RunsCode(
        names=("builtins.exec", "builtins.eval"),
        code=Argument(0, "source"),
        what="Python source",
        example='exec(requests.get("https://acme.io/setup.py").text)',
    ),
    RunsCode(
        names=("pickle.loads", "cPickle.loads", "dill.loads", "cloudpickle.loads", "marshal.loads"),
        code=Argument(0, "data"),
        what="a serialised object",
        example='pickle.loads(requests.get("https://acme.io/model.pkl").content)',
    ),
)
