"""huggingface_hub: repositories and buckets of the Hub deleted, history squashed, made public.

Source: the reference of huggingface_hub 2.4, "HfApi Client" (`delete_repo`, `delete_bucket`,
`super_squash_history`, `update_repo_settings`, `create_repo`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_API = "hugging face api"
_BESIDE = ("huggingface_hub",)
_REPOSITORY = Argument(0, "repo_id")
_START = "from huggingface_hub import HfApi\napi = HfApi()\n"

_DATASET = "hugging face dataset"
_PUSHED = "from datasets import Dataset\nDataset.from_pandas(frame).push_to_hub("
_OF_PEOPLE = (
    r"~(?i).*(?<![a-z])(?:patients?|clinical|medical|discharge|diagnos[ei]s|health-?records?|payslips?"
    r"|payroll|salar(?:y|ies)|customers?|support-?tickets?|tickets|invoices?|claims?|kyc|passports?"
    r"|internal|confidential|employees?|personal|pii|transcripts?|call-?logs?|chat-?logs?|emails?"
    r"|contracts?)(?![a-z])"
)
"""Names of repositories with what people have told in confidence."""

KINDS: tuple[Kind, ...] = (
    Makes(
        names=tuple(
            f"datasets.{one}"
            for one in (
                "load_dataset",
                "load_from_disk",
                "Dataset",
                "DatasetDict",
                "Dataset.from_pandas",
                "Dataset.from_dict",
                "Dataset.from_list",
                "Dataset.from_csv",
                "Dataset.from_sql",
            )
        ),
        kind=_DATASET,
        unproved="the package is heavy, and isn't installed for tests",
    ),
    Gives(
        kind=_DATASET,
        member=(
            "map() filter() select() shuffle() sort() train_test_split() rename_column() flatten()"
            " remove_columns() cast_column() cast() with_format() take() skip() add_column() []"
        ),
        gives=_DATASET,
    ),
    Makes(names=("huggingface_hub.HfApi", "huggingface_hub.hf_api.HfApi"), kind=_API),
)


def _deletes(method: str, what: str, target: Argument, twin: str) -> tuple[ChangesObject, ...]:
    """A method of the API, and the function of its name."""
    return (
        ChangesObject(
            names=(f".{method}",),
            on=(_API,),
            what=what,
            target=target,
            store="hugging face",
            beside=_BESIDE,
            example=f"{_START}api.{method}('acme/churn')",
            twin=f"{_START}api.{twin}('acme/churn')",
        ),
        ChangesObject(
            names=(f"huggingface_hub.{method}",),
            what=what,
            target=target,
            store="hugging face",
            beside=_BESIDE,
            example=f"from huggingface_hub import {method}\n{method}('acme/churn')",
            twin=f"from huggingface_hub import {twin}\n{twin}('acme/churn')",
        ),
    )


ROWS: tuple[Row, ...] = (
    *_deletes("delete_repo", "repository", _REPOSITORY, "repo_info"),
    *_deletes("delete_bucket", "bucket", Argument(0, "bucket_id"), "bucket_info"),
    *_deletes("super_squash_history", "repository's history", _REPOSITORY, "list_repo_commits"),
    ChangesData(
        names=(".delete_folder",),
        on=(_API,),
        verb=Verb.DELETE,
        when=((Argument(0, "path_in_repo"), ("", '""', "''", "/", ".", "./")),),
        target=Argument(1, "repo_id"),
        store="hugging face",
        beside=_BESIDE,
        example=_START + "api.delete_folder('.', repo_id='acme/churn')",
        twin=_START + "api.delete_folder('checkpoints/old', repo_id='acme/churn')",
    ),
    ChangesData(
        names=(".delete_files",),
        on=(_API,),
        verb=Verb.DELETE,
        when=((Argument(1, "delete_patterns"), (r"~~^\[\s*[\"']\*\*?(?:/\*)?[\"']\s*,?\s*\]$",)),),
        target=_REPOSITORY,
        store="hugging face",
        beside=_BESIDE,
        example=_START + "api.delete_files('acme/churn', ['*'])",
        twin=_START + "api.delete_files('acme/churn', ['checkpoints/old/*'])",
    ),
    *(
        ChangesObject(
            names=names,
            on=on,
            what="new repository",
            verb=Verb.GRANT,
            when=(("private", ("False",)),),
            target=_REPOSITORY,
            store="hugging face",
            beside=_BESIDE,
            unproved="one of the names is a dataset's, of another package" if not on else "",
            example=example.format(False),
            twin=example.format(True),
        )
        for names, on, example in (
            ((".create_repo",), (_API,), _START + "api.create_repo('acme/notes', private={})"),
            (
                ("huggingface_hub.create_repo",),
                (),
                "from huggingface_hub import create_repo\ncreate_repo('acme/notes', private={})",
            ),
        )
    ),
    *(
        ChangesObject(
            names=names,
            on=on,
            what="new repository",
            verb=Verb.GRANT,
            when=(("private", ("-",)), (_REPOSITORY, (_OF_PEOPLE,))),
            target=_REPOSITORY,
            store="hugging face",
            beside=beside,
            unproved="what isn't said is public by default",
            example=example + ")",
            twin=example + ", private=True)",
        )
        for names, on, beside, example in (
            ((".create_repo",), (_API,), _BESIDE, _START + "api.create_repo('acme/patient-notes'"),
            (
                ("huggingface_hub.create_repo",),
                (),
                _BESIDE,
                "from huggingface_hub import create_repo\ncreate_repo('acme/patient-notes'",
            ),
            (
                (".push_to_hub",),
                (_DATASET,),
                ("push_to_hub",),
                _PUSHED + "'acme/patient-notes'",
            ),
        )
    ),
    ChangesObject(
        names=(".push_to_hub",),
        on=(_DATASET,),
        what="new repository",
        verb=Verb.GRANT,
        when=(("private", ("False",)),),
        target=_REPOSITORY,
        store="hugging face",
        beside=("push_to_hub",),
        unproved="the package is heavy, and isn't installed for tests",
        example=_PUSHED + "'acme/claims', private=False)",
        twin=_PUSHED + "'acme/claims', private=True)",
    ),
    ChangesObject(
        names=(".update_repo_settings", ".update_repo_visibility"),
        on=(_API,),
        what="repository",
        verb=Verb.GRANT,
        when=(("private", ("False",)),),
        target=_REPOSITORY,
        store="hugging face",
        beside=_BESIDE,
        unproved="one of the names is older",
        example=_START + "api.update_repo_settings('acme/churn', private=False)",
        twin=_START + "api.update_repo_settings('acme/churn', private=True)",
    ),
)
