"""Secrets in the records of runs, which everybody sees who works on them, and in parsed options."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CredentialUse

SETTINGS = """
import os
from dataclasses import asdict, dataclass, field

SECRET = {"warehouse_password"}

@dataclass
class Settings:
    rate: float = 0.05
    warehouse_password: str = field(default_factory=lambda: os.environ["DWH_PASSWORD"])

def filled(settings: Settings) -> dict:
    return {key: value for key, value in asdict(settings).items() if value is not None}

def harmless(settings: Settings) -> dict:
    return {key: value for key, value in asdict(settings).items() if key not in SECRET}

settings = Settings()
"""
ONE = '{"rate": 1, "db_password": os.environ["DB_PASSWORD"]}'
NONE = '{"rate": 1, "max_tokens": 7, "tokenizer": "bpe"}'
OPTIONS = """
import argparse, logging
parser = argparse.ArgumentParser()
parser.add_argument("--host")
parser.add_argument({option})
args = parser.parse_args()
{shown}
"""


def told(code: str) -> list[str]:
    """Which secrets go where."""
    return [f"{one.kind} > {one.place}" for one in items(code) if isinstance(one, CredentialUse)]


@pytest.mark.parametrize(
    "record",
    [
        "import mlflow\nmlflow.log_params({})",
        "import mlflow\nmlflow.log_dict({}, 'settings.json')",
        "import mlflow\nmlflow.set_tags({})",
        "import wandb\nwandb.init(project='churn', config={})",
        "import wandb\nwandb.config.update({})",
        "import comet_ml\ncomet_ml.Experiment().log_parameters({})",
        "import comet_ml\ncomet_ml.Experiment().log_others({})",
        "from clearml import Task\ntask = Task.init('a', 'b')\ntask.connect({})",
        "import neptune\nrun = neptune.init_run()\nrun['parameters'] = {}",
        "from lightning.pytorch.loggers import MLFlowLogger\nMLFlowLogger().log_hyperparams({})",
    ],
)
def test_what_a_tracker_keeps(record: str) -> None:
    told_of = [told(SETTINGS + record.format(one)) for one in (ONE, "asdict(settings)")]
    assert [len(one) for one in told_of] == [1, 1]
    assert told(SETTINGS + record.format("filled(settings)")) != []
    assert told(SETTINGS + record.format("harmless(settings)")) == []
    assert told(SETTINGS + record.format(NONE)) == []


@pytest.mark.parametrize(
    "code",
    [
        "from flask import Flask\napp.config.update(SECRET_KEY=os.environ['SECRET_KEY'])",
        "import mlflow\napp.config.update(SECRET_KEY=os.environ['SECRET_KEY'])",
        "import wandb\nwandb.login(key=os.environ['WANDB_API_KEY'])",
        "import wandb\nwandb.init(settings=wandb.Settings(api_key=os.environ['WANDB_API_KEY']))",
        "import boto3\nboto3.client('s3').upload_file('.env', 'backups', 'env')",
        "import huggingface_hub as h\nh.HfApi().upload_file('m', token=os.environ['HF_TOKEN'])",
        "span.set_tag('token', os.environ['TOKEN_NAME'])",
        "import huggingface_hub as h\nh.HfApi().add_space_secret('a', 'K', os.environ['K_KEY'])",
    ],
)
def test_where_a_secret_is_at_home(code: str) -> None:
    assert told(f"import os\n{code}") == []


def test_what_everybody_sees_of_a_space() -> None:
    code = (
        "import os\nfrom huggingface_hub import HfApi\n"
        "HfApi().add_space_variable('shop/demo', 'OPENAI_API_KEY', os.environ['OPENAI_API_KEY'])\n"
        "HfApi().upload_file(path_or_fileobj='.env', path_in_repo='.env', repo_id='shop/demo')"
    )
    assert [one.partition(" > ")[2] for one in told(code)] == ["the record of a run"] * 2


@pytest.mark.parametrize("shown", ["print(args)", "print(vars(args))", "logging.info('%s', args)"])
@pytest.mark.parametrize("option", ["'--password'", "'-P', '--api-key', required=True"])
def test_options_of_a_secret_are_shown_with_all_others(option: str, shown: str) -> None:
    assert len(told(OPTIONS.format(option=option, shown=shown))) == 1


@pytest.mark.parametrize(
    ("option", "shown"),
    [
        ("'--password-file'", "print(args)"),
        ("'--ask-password', action='store_true'", "print(args)"),
        ("'--password'", "print(args.host)"),
        ("'--password'", "print(sorted(vars(args)))"),
        ("'--password'", "connect(args.password)\nargs.password = '***'\nprint(args)"),
        ("'--password'", "print({k: v for k, v in vars(args).items() if k != 'password'})"),
        ("'--password'", "def say(*args):\n    print(args)\nsay(1)"),
    ],
)
def test_options_that_say_nothing_of_a_secret(option: str, shown: str) -> None:
    assert told(OPTIONS.format(option=option, shown=shown)) == []


JOB = """
import mlflow

class Job:
    def __init__(self):
        {}

    def run(self):
        mlflow.log_params({})
"""
WRITTEN = """
import json, os
from dataclasses import asdict, dataclass
from pathlib import Path
import mlflow, wandb, yaml

@dataclass
class Settings:
    rate: float = 0.05
    warehouse_password: str = ""

settings = Settings()
"""


@pytest.mark.parametrize(
    "kept",
    ["mlflow.log_artifact('settings.json')", "wandb.save('settings.json')"],
)
@pytest.mark.parametrize(
    "written",
    [
        "with open('settings.json', 'w') as file:\n    json.dump({}, file)",
        "with Path('settings.json').open('w') as file:\n    yaml.safe_dump({}, file)",
        "Path('settings.json').write_text(json.dumps({}))",
    ],
)
def test_a_file_that_was_written_before(written: str, kept: str) -> None:
    told_of = [
        told(f"{WRITTEN}{written.format(one)}\n{kept}\n")
        for one in ("asdict(settings)", "{'rate': settings.rate}")
    ]
    assert [len(one) for one in told_of] == [1, 0]
    other = written.format("asdict(settings)").replace("settings.json", "local.json")
    assert told(f"{WRITTEN}{other}\n{kept}\n") == []


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("import mlflow\nmlflow.start_run(tags={'db': os.environ['DATABASE_URL']})", 1),
        ("import wandb\nwandb.config.db_password = os.environ['DB_PASSWORD']", 1),
        ("import wandb\nwandb.config['rate'] = 7\nwandb.config.rate = 7", 0),
        (
            JOB.format("self.password = os.environ['P']", "vars(self)"),
            1,
        ),
        (JOB.format("self.rate = 7", "self.__dict__"), 0),
        ("from airflow.models import Variable\nVariable.set('a', os.environ['DB_PASSWORD'])", 0),
    ],
)
def test_other_ways_into_a_record(code: str, number: int) -> None:
    assert len(told(f"import os\n{code}")) == number
