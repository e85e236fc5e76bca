"""Operations of Django's migrations that only PostgreSQL knows, and those of django-pgtrigger.

Sources: Django 5.2 documentation, "Database migration operations"
(django.contrib.postgres.operations); django-pgtrigger 4.17, `pgtrigger/migrations.py`.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.django_migrations import operation
from guardrail.knowledge.python.rows import Row

_POSTGRES = "django.contrib.postgres.operations"
_TRIGGERS = "pgtrigger.migrations"

ROWS: tuple[Row, ...] = (
    operation(
        "AddIndexConcurrently",
        Verb.CREATE,
        ObjectKind.INDEX,
        "model_name index",
        'AddIndexConcurrently("note", models.Index(fields=["text"], name="note_text"))',
        name="index",
        shape="index",
        concurrently=True,
        package=_POSTGRES,
    ),
    operation(
        "RemoveIndexConcurrently",
        Verb.DROP,
        ObjectKind.INDEX,
        "model_name name",
        'RemoveIndexConcurrently("note", "note_text")',
        name="name",
        concurrently=True,
        package=_POSTGRES,
    ),
    operation(
        "AddConstraintNotValid",
        Verb.CREATE,
        ObjectKind.CONSTRAINT,
        "model_name constraint",
        'AddConstraintNotValid("note", models.CheckConstraint(condition=q, name="c"))',
        name="constraint",
        shape="constraint",
        not_valid=True,
        package=_POSTGRES,
    ),
    operation(
        "ValidateConstraint",
        Verb.ALTER,
        ObjectKind.CONSTRAINT,
        "model_name name",
        'ValidateConstraint("note", "c")',
        name="name",
        validates=True,
        package=_POSTGRES,
    ),
    operation(
        "CreateExtension",
        Verb.CREATE,
        ObjectKind.EXTENSION,
        "name",
        'CreateExtension("hstore")',
        table="",
        name="name",
        package=_POSTGRES,
    ),
    operation(
        "AddTrigger",
        Verb.CREATE,
        ObjectKind.TRIGGER,
        "model_name trigger",
        'pgtrigger.migrations.AddTrigger("note", pgtrigger.compiler.Trigger(name="t", sql=s))',
        name="trigger",
        shape="trigger",
        package=_TRIGGERS,
    ),
    operation(
        "RemoveTrigger",
        Verb.DROP,
        ObjectKind.TRIGGER,
        "model_name name",
        'pgtrigger.migrations.RemoveTrigger("note", "t")',
        name="name",
        package=_TRIGGERS,
    ),
)
