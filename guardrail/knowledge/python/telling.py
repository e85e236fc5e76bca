"""Calls that show what they are given to people: output, logs, messages, pages, records of runs.

Sources: the Python library reference (`print`, `pprint`, `logging`, `sys`, `json`), the
documentation of Click 8, Typer 0.15, Rich 14, Loguru 0.7, structlog 25, Slack's, Discord's and
Telegram's libraries, Sentry's SDK 2, MLflow 3, Weights & Biases 0.19, Comet 3, ClearML 2, Optuna 4,
Lightning 2, Accelerate 1, PyGithub 2 (gists, issues, comments), python-gitlab 5 (snippets, notes),
boto3 1.44 (`publish`, `put_log_events`), google-cloud-logging 3, Pulumi 3 and the CDKs (outputs),
Hugging Face Hub 1 (`add_space_variable`, which everybody sees), Prefect 3 (artifacts), Dagster 1
(metadata), Flask 3, Django 5.2, FastAPI.
"""

from __future__ import annotations

import re
from enum import StrEnum

from guardrail.knowledge.python.rows import words
from guardrail.patterns import late


class Shown(StrEnum):
    """Where what is shown goes."""

    OUTPUT = "the output"
    LOG = "the log"
    FILE = "a file"
    SITE = "a file that a site shows to everybody"
    MESSAGE = "a message"
    PAGE = "a page of the project"
    STACK = "the outputs of the stack"
    RUN = "the record of a run"
    ERROR = "the message of an exception"
    ANSWER = "the answer to a request"


SINKS: dict[Shown, frozenset[str]] = {
    Shown.OUTPUT: words("print pprint pp echo secho"),
    Shown.LOG: words(
        "debug info warning warn error critical exception log success trace bind put_log_events"
        " log_struct write_entries"
    ),
    Shown.FILE: words("write write_text dump safe_dump writelines"),
    Shown.MESSAGE: words(
        "chat_postMessage send_message sendMessage capture_message set_context set_extra"
        " add_breadcrumb post put patch notify send reply_text send_mail mail_admins mail_managers"
        " files_upload files_upload_v2 send_document sendDocument attach_file discord.File"
        " completions.create messages.create responses.create publish set_content"
        " MIMEText create_file update_file add_attachment MIMEApplication set_payload"
        " add_alternative messages.stream completions.parse responses.parse generate_content"
        " litellm.completion litellm.acompletion ollama.chat ollama.generate"
    ),
    Shown.RUN: words(
        "log_param log_params log_dict log_text set_tags config.update wandb.init log_artifact"
        " wandb.save wandb.log run.log summary.update"
        " set_tag log_table log_input log_inputs set_experiment_tag set_experiment_tags"
        " set_registered_model_tag set_model_version_tag wandb.Artifact wandb.alert"
        " log_parameter log_parameters log_other log_others log_asset log_asset_data log_html"
        " log_hyperparams add_hparams add_text init_trackers connect_configuration task.connect"
        " upload_artifact set_parameters set_user_attr add_space_variable"
        " create_markdown_artifact create_table_artifact add_output_metadata MaterializeResult"
        " add_file upload_file start_run Variable.set"
        " run[ wandb.config[ run.config[ run.summary[ wandb.config."
    ),
    Shown.PAGE: words(
        "create_gist create_issue create_comment create_issue_comment create_review_comment"
        " add_comment create_commit_comment create_git_release snippets.create notes.create"
        " issues.create releases.create create_check_run"
    ),
    Shown.STACK: words("pulumi.export CfnOutput TerraformOutput"),
    Shown.ERROR: words("raise"),
    Shown.ANSWER: words(
        "jsonify JSONResponse JsonResponse HttpResponse PlainTextResponse json_response Response"
        " HTMLResponse ORJSONResponse make_response self.write send_file FileResponse render"
        " render_template TemplateResponse"
    ),
}
"""The last parts of the names of such calls, or what stands before an entry that is set."""

SITES = late(
    r"(?:^|/)(?:public|static|assets|dist|www|htdocs|html|wwwroot|webroot|public_html|frontend|_site"
    r"|site)/(?:[^/]+/)*[^/]+\.(?:m?js|html?|json|txt)$"
)
"""Paths of files that a site serves as they are."""

LONG_KNOWN = words(
    "log_param log_params log_dict log_text set_tags update init log_artifact save log"
)
"""Those that keep a record of a run whatever a module imports; any others need a tracker beside."""

OF_FORGES = words("create_file update_file")
"""Calls that put a file into a repository of others, where a forge's library is imported."""
FORGES = words("github gitlab gitea giteapy atlassian azure")

TRACKERS = words(
    "mlflow wandb comet_ml neptune clearml aim dvclive swanlab trackio lightning"
    " pytorch_lightning accelerate torch tensorboard tensorboardX optuna huggingface_hub prefect"
    " dagster databricks"
)
"""Packages that keep records of runs for everybody who works on them."""

FILES = words(
    "files_upload files_upload_v2 send_document sendDocument attach_file File send_file"
    " FileResponse log_artifact save add_file upload_file log_asset"
)
"""The last parts of those that are given the path of a file to show."""

LOGS_THEMSELVES = words("put_log_events log_struct write_entries")
"""Those that write into a log whatever it is called."""

OTHERS = words(
    "send_mail mail_admins mail_managers messages.create completions.create responses.create"
    " set_content MIMEText add_attachment MIMEApplication set_payload add_alternative"
    " messages.stream completions.parse responses.parse generate_content litellm.completion"
    " litellm.acompletion ollama.chat ollama.generate"
)
"""Calls of services and mails that users' own codes and tokens go through as well."""

OWN = late(
    r"^(?!.*(?:PUBLI[CS]|PUBLISHABLE|ANON|SITE_KEY|CLIENT_KEY|MAPS|CSRF))"
    r"(?:[A-Z][A-Z0-9_]*)?"
    r"(?:SECRET|PASSWORD|PASSWD|PRIVATE_KEY|API_KEY|ACCESS_KEY|DATABASE_URL|DSN)"
    r"(?:_[A-Z0-9_]+)?$|^(?:SECRET_KEY|DATABASE_URL|PGPASSWORD)$"
    r"|^(?:[A-Z0-9_]+_)?(?:BOT|DISCORD|SLACK|TELEGRAM|GITHUB|GH|GITLAB|NPM|PYPI|VAULT|ADMIN|DEPLOY|HF)_TOKEN$"
)
"""Variables and settings that hold a secret of the program itself, no user's."""

TYPED_IN = late(
    r"(?:^|\.)request\.(?:form(?:\(\))?|POST|data|json(?:\(\))?|values|get_json\(\)|body|get_data\(\))"
    r"(?:\.(?:decode|dict|to_dict|copy)\([^()]*\))?$"
)
"""What somebody has typed into a form, as a whole."""
LOGGING_IN = late(
    r"log_?in|sign_?(?:in|up)|register|registration|passw|auth(?!or)|token|payment|(?<![a-z])card",
    re.IGNORECASE,
)
"""What functions and addresses are called where that holds a password, or the number of a card."""

TAKEN_APART = words("conninfo_to_dict parse_dsn")
"""Calls of psycopg and psycopg2 that give what a connection string says, its password among it."""

LOGGERS = late(
    r"(?:^|[._]|get)(?:log|logger|logging|logs|console|lgr)(?:\([^()]*\))?$", re.IGNORECASE
)
"""What the methods of a log are called on."""

STREAMS = late(r"(?:^|\.)(?:sys\.)?_*(?:stdout|stderr|console|st|streamlit)(?:\(\))?$")
"""What `write` is called on where it is the output."""

_NEAR = (
    "environ passw getpass secret api_key apikey token private_key privatekey credential getenv"
    " access_key accesskey dotenv_values dsn database_ur hide_password _uri conn_str connection_str"
    " headers db_config db_params db_settings db_kwargs conn_params conn_config conn_kwargs"
    " connect_args connection_params connection_config connection_kwargs conninfo"
)
_SETTINGS = words("settings config cfg conf creds params args opts")
"""How what a program connects with is called, where it is shown as a whole."""
NEAR: tuple[str, ...] = tuple(
    sorted(
        {form for one in _NEAR.split() for form in (one, one.upper(), one.capitalize())}
        | {
            ".items() if ",
            '".env',
            "'.env",
            "/.env",
            ".META",
            ".cookies",
            ".COOKIES",
            "request.form",
            "request.POST",
            "request.data",
            "request.json",
            "request.get_json",
            "request.body",
            "dir(settings",
            "DATABASES",
            "model_to_dict(",
            "make_conninfo(",
            "make_dsn(",
            "BaseSettings",
            "printenv",
            "get-secret-value",
            "with-decryption",
            "kubectl",
            "id_rsa",
            '.key"',
            '.pem"',
            "sys.initialize(",
            ".objects.values()",
            "model_dump",
            "asdict",
            "vars(",
            ".config",
            "apiKey",
            "accessKey",
            "privateKey",
        }
        | {
            form
            for one in _SETTINGS
            for form in (f", {one})", f"({one})", f"={one})", f"{{{one}}}", f"{{{one}!r}}")
        }
    )
)
"""What stands near such a call where it may show a secret."""

CONNECTIONS = late(
    r"(?:^|_)(?:DATABASE_UR[LI]|DB_UR[LI]|DSN|MONGO(?:DB)?_UR[LI]|REDIS_UR[LI]|BROKER_UR[LI]"
    r"|CONNECTION_STRING|CONN_STR)$",
    re.IGNORECASE,
)
"""Names of addresses that mostly have a password in them."""

WEAK = words("pw pwd secret bearer key pass bearer_token storage_key")
"""Names that may be something else than a secret: a working directory, an object, its place in a
store."""

HARMLESS = late(
    r"mask|redact|hidden|hide|obfusc|censor|scrub|saniti[sz]|hash|digest|fingerprint|safe_"
    r"|exists|is_set|length|hint",
    re.IGNORECASE,
)
"""Names of what is made of a secret and doesn't show it, and of the functions that make it."""

MADE_UP = words(
    "token_urlsafe token_hex token_bytes get_random_string make_random_password generate_password"
    " generate_key random_password gen_password create_password choices join uuid4 urandom"
    " generate_private_key generate_token generate_api_key"
)
"""Functions that make a new secret, which a person who asked for it may be told."""

SHOWING_CALLS = words(
    "str repr dict list sorted tuple set format join dumps pformat encode decode items copy"
    " safe_dump dump b64encode urlsafe_b64encode get_secret_value asdict vars model_dump"
    " model_dump_json as_dict to_dict JSON Panel iter expandvars strip f InputFileContent"
    " getvalue read loads load safe_load substitute safe_substitute render _asdict zip map"
)
"""The last parts of the names of calls whose result shows what they are called on or given."""

NAMES_ONLY = words("list sorted tuple set join iter")
"""Those of them that show the names of a mapping's entries alone."""
