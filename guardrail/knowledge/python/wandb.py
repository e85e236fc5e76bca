"""Weights & Biases: runs, artifacts and collections deleted through the public API.

Source: the reference of wandb 0.31, "Import & Export API" (`Api.runs`, `Run.delete`,
`Artifact.delete`, `ArtifactCollection.delete`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_API, _RUNS, _RUN, _VERSIONS, _VERSION, _COLLECTION = (
    "wandb api",
    "wandb runs",
    "wandb run",
    "wandb artifacts",
    "wandb artifact",
    "wandb collection",
)
_BESIDE = ("wandb",)
_START = "import wandb\napi = wandb.Api()\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("wandb.Api", "wandb.apis.public.Api"), kind=_API),
    Gives(
        kind=_API,
        member="runs()",
        gives=_RUNS,
        named=Argument(0, "path"),
        filters=("filters",),
    ),
    Gives(kind=_API, member="run()", gives=_RUN, one=True),
    Gives(kind=_RUNS, member="for", gives=_RUN),
    Gives(kind=_API, member="artifacts()", gives=_VERSIONS, filters=("tags",)),
    Gives(kind=_API, member="artifact()", gives=_VERSION, one=True),
    Gives(kind=_VERSIONS, member="for", gives=_VERSION),
    Gives(kind=_API, member="artifact_type()", gives="wandb type"),
    Gives(kind=_API, member="artifact_types()", gives="wandb types"),
    Gives(kind="wandb types", member="for", gives="wandb type"),
    Gives(kind="wandb type", member="collections()", gives="wandb collections"),
    Gives(kind="wandb collections", member="for", gives=_COLLECTION, widens=True),
    Gives(kind=_COLLECTION, member="artifacts() versions()", gives=_VERSIONS),
    Gives(kind=_API, member="artifact_collection()", gives=_COLLECTION, named=Argument(1, "name")),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_RUN, _VERSION),
        verb=Verb.DELETE,
        target="the project",
        store="wandb",
        beside=_BESIDE,
        unproved="the classes aren't those of the API",
        example=_START + "for run in api.runs('shop/churn'):\n    run.delete()",
        twin=_START + "for run in api.runs('shop/churn', filters={'state': 'failed'}):\n"
        "    run.delete()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_COLLECTION,),
        what="artifact collection with every version",
        store="wandb",
        beside=_BESIDE,
        unproved="the class isn't that of the API",
        example=_START + "api.artifact_collection('model', 'shop/churn').delete()",
        twin=_START + "api.artifact_collection('model', 'shop/churn').artifacts()",
    ),
)
