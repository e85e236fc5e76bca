"""Runs the revisions of Alembic projects, each on a database of its own.

Run by a Python that has Alembic. On standard input, JSON: the folder of the server's socket, and
the projects as pairs of a folder and a database.
"""

import json
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config

ENVIRONMENT = """
from alembic import context
from sqlalchemy import create_engine

engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration={each})
    with context.begin_transaction():
        context.run_migrations()
"""


def main() -> None:
    """Everything asked for: once in a transaction for each revision, as the odd ones ask for."""
    socket, projects = json.load(sys.stdin)
    for number, (folder, database) in enumerate(projects):
        config = Config()
        config.set_main_option("script_location", folder)
        config.set_main_option("path_separator", "os")
        url = f"postgresql+psycopg://guardrail@/{database}?host={socket}"
        config.set_main_option("sqlalchemy.url", url)
        (Path(folder) / "env.py").write_text(ENVIRONMENT.format(each=bool(number % 2)))
        command.upgrade(config, "head")
    json.dump([""] * len(projects), sys.stdout)


main()
