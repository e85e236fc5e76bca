"""Runs the migrations of Django projects, each in a process of its own, and tells their states.

Run by a Python that has Django. On standard input, JSON: the folder of the server's socket, and
the projects as pairs of a folder and a database. On standard output, for each, how its migrations
leave the models.
"""

import json
import os
import re
import sys
import traceback


def main() -> None:
    """Everything asked for."""
    socket, projects = json.load(sys.stdin)
    told = []
    for folder, database in projects:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.write(writer, _migrated(socket, folder, database).encode())
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            told.append(pipe.read())
        os.waitpid(child, 0)
    json.dump(told, sys.stdout)


def _migrated(socket: str, folder: str, database: str) -> str:
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    sys.path.insert(0, folder)
    settings.configure(
        INSTALLED_APPS=["shop"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": database,
                "USER": "guardrail",
                "HOST": socket,
            }
        },
    )
    django.setup()
    call_command("migrate", verbosity=0)
    state = MigrationLoader(connection).project_state()
    lines = []
    for key, model in sorted(state.models.items()):
        fields = {name: field.deconstruct()[1:] for name, field in model.fields.items()}
        lines.append(f"{key}: {sorted(fields.items())!r} {sorted(model.options.items())!r}")
    return re.sub(r" at 0x[0-9a-f]+", "", "\n".join(lines))


main()
