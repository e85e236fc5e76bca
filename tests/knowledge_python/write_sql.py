"""Run by Django's own interpreter: writes the SQL of each migration of a project, and applies it.

The arguments are the project's folder, the folder for the SQL, and the server's socket.
"""

import sys
from pathlib import Path

import django
from django.conf import settings


def main(project: Path, target: Path, socket: Path) -> None:
    """Each migration finds the database as those before it left it."""
    sys.path.insert(0, str(project))
    settings.configure(
        INSTALLED_APPS=["shop"],
        USE_TZ=True,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "postgres",
                "USER": "guardrail",
                "HOST": str(socket),
            }
        },
    )
    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    state = executor._create_project_state(with_applied_migrations=True)
    for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with connection.schema_editor(collect_sql=True, atomic=migration.atomic) as editor:
            migration.apply(state.clone(), editor, collect_sql=True)
        sql = "\n".join(map(str, editor.collected_sql))
        text = f"BEGIN;\n{sql}\nCOMMIT;\n" if migration.atomic else f"{sql}\n"
        (target / f"{migration.name}.sql").write_text(text)
        state = executor.apply_migration(state, migration)


main(*map(Path, sys.argv[1:]))
