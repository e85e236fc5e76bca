"""MLflow: registered models and their versions, experiments and runs deleted.

Source: the Python API of MLflow 3 (`MlflowClient.delete_registered_model`,
`delete_model_version`, `delete_experiment`, `delete_run`: the last two can be restored until
`mlflow gc` runs).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT = "mlflow client"
_BESIDE = ("mlflow",)
_START = "from mlflow import MlflowClient\nclient = MlflowClient()\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "mlflow.MlflowClient",
            "mlflow.client.MlflowClient",
            "mlflow.tracking.MlflowClient",
            "mlflow.tracking.client.MlflowClient",
        ),
        kind=_CLIENT,
    ),
    Gives(kind=_CLIENT, member="search_model_versions()", gives="mlflow versions"),
    Gives(kind="mlflow versions", member="for", gives="mlflow version"),
    Gives(kind=_CLIENT, member="get_latest_versions()", gives="mlflow versions"),
    Gives(
        kind=_CLIENT,
        member="search_registered_models()",
        gives="mlflow models",
        filters=(Argument(0, "filter_string"),),
    ),
    Gives(kind="mlflow models", member="for", gives="mlflow model"),
    Gives(kind="mlflow model", member="latest_versions", gives="mlflow versions"),
    Gives(
        kind=_CLIENT,
        member="search_runs()",
        gives="mlflow runs",
        filters=(Argument(1, "filter_string"),),
    ),
    Makes(
        names=("mlflow.search_runs",),
        kind="mlflow runs",
        filter=Argument(1, "filter_string"),
        every=("''", '""'),
        proxy="a function",
    ),
    Gives(kind="mlflow runs", member="[] tolist() run_id", gives="mlflow runs"),
    Gives(kind="mlflow runs", member="for", gives="mlflow run"),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete_registered_model",),
        on=(_CLIENT,),
        what="registered model with every version",
        target=Argument(0, "name"),
        store="mlflow",
        unmistakable=True,
        beside=_BESIDE,
        example=_START + "client.delete_registered_model('churn')",
        twin=_START + "client.delete_registered_model_alias('churn', 'old')",
    ),
    ChangesData(
        names=(".delete_model_version",),
        on=(_CLIENT,),
        each=True,
        verb=Verb.DELETE,
        target=Argument(0, "name"),
        store="mlflow",
        beside=_BESIDE,
        example=_START + "for one in client.search_model_versions(\"name='churn'\"):\n"
        "    client.delete_model_version('churn', one.version)",
        twin=_START + "client.delete_model_version('churn', '7')",
    ),
    ChangesData(
        names=(".delete_run",),
        on=(_CLIENT,),
        each=True,
        verb=Verb.DELETE,
        target="the experiment",
        recoverable=Recoverable.YES,
        store="mlflow",
        beside=_BESIDE,
        example=_START + "for one in client.search_runs(['7']):\n"
        "    client.delete_run(one.info.run_id)",
        twin=_START + "client.delete_run('a7')",
    ),
    ChangesData(
        names=("mlflow.delete_run",),
        each=True,
        verb=Verb.DELETE,
        target="the experiment",
        recoverable=Recoverable.YES,
        store="mlflow",
        beside=_BESIDE,
        example="import mlflow\nfor one in mlflow.search_runs(output_format='list'):\n"
        "    mlflow.delete_run(one.info.run_id)",
        twin="import mlflow\nmlflow.delete_run('a7')",
    ),
    ChangesObject(
        names=(".delete_experiment",),
        on=(_CLIENT,),
        what="experiment with its runs",
        target=Argument(0, "experiment_id"),
        recoverable=Recoverable.YES,
        store="mlflow",
        beside=_BESIDE,
        example=_START + "client.delete_experiment('7')",
        twin=_START + "client.restore_experiment('7')",
    ),
    ChangesObject(
        names=("mlflow.delete_experiment",),
        what="experiment with its runs",
        target=Argument(0, "experiment_id"),
        recoverable=Recoverable.YES,
        store="mlflow",
        beside=_BESIDE,
        example="import mlflow\nmlflow.delete_experiment('7')",
        twin="import mlflow\nmlflow.set_experiment('churn')",
    ),
)
