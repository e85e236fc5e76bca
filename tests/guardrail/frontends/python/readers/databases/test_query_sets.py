"""Which rows of which model Django's managers and query sets change."""

from __future__ import annotations

import pytest
from reading_python import shown

DELETE = "DataChange verb=delete target=User scope="
UPDATE = "DataChange verb=update target=User scope="


DJANGO = [
    ("User.objects.all().delete()", f"{DELETE}none"),
    ("User.objects.delete()", f"{DELETE}none"),
    ("models.User.objects.all().delete()", f"{DELETE}none"),
    ("User._default_manager.all().delete()", f"{DELETE}none"),
    ("User._base_manager.order_by('id').delete()", f"{DELETE}none"),
    ("User.objects.using('other').all().delete()", f"{DELETE}none"),
    ("User.objects.select_related('x').delete()", f"{DELETE}none"),
    ("User.objects.filter().delete()", f"{DELETE}none"),
    ("User.objects.filter(Q()).delete()", f"{DELETE}none"),
    ("User.objects.filter(**{}).delete()", f"{DELETE}none"),
    ("User.objects.exclude().delete()", f"{DELETE}none"),
    ("User.active.all().delete()", f"{DELETE}none"),
    ("User.objects.all()._raw_delete('default')", f"{DELETE}none"),
    ("await User.objects.all().adelete()", f"{DELETE}none"),
    ("User.objects.filter(pk=1).delete()", f"{DELETE}keyed"),
    ("User.objects.filter(id__in=ids).delete()", f"{DELETE}keyed"),
    ("User.objects.get(pk=1).delete()", f"{DELETE}keyed"),
    ("User.objects.first().delete()", f"{DELETE}keyed"),
    ("User.objects.filter(name='x').delete()", f"{DELETE}filtered"),
    ("User.objects.filter(Q(a=1) | Q(b=2)).delete()", f"{DELETE}filtered"),
    ("User.objects.exclude(name='x').delete()", f"{DELETE}filtered"),
    ("User.objects.expired().delete()", f"{DELETE}filtered"),
    ("User.objects.filter(**{'a': 1}).delete()", f"{DELETE}filtered"),
    ("User.objects.filter(**conditions).delete()", f"{DELETE}unknown"),
    ("User.objects.filter(condition).delete()", f"{DELETE}unknown"),
    ("User.objects.filter(*conditions).delete()", f"{DELETE}unknown"),
    ("User.objects.filter(pk__isnull=False).delete()", f"{DELETE}tautology"),
    ("User.objects.filter(id__gt=0).delete()", f"{DELETE}tautology"),
    ("User.objects.exclude(pk__in=[]).delete()", f"{DELETE}tautology"),
    ("qs = User.objects.all()\nqs.delete()", f"{DELETE}none"),
    ("qs = User.objects.all()\nqs = qs.filter(a=1)\nqs.delete()", f"{DELETE}filtered"),
    ("qs = User.objects.all()\nif x:\n    qs = qs.filter(a=1)\nqs.delete()", f"{DELETE}unknown"),
    ("for o in User.objects.all():\n    o.delete()", f"{DELETE}none"),
    ("for o in User.objects.filter(a=1).iterator():\n    o.delete()", f"{DELETE}filtered"),
    ("[o.delete() for o in User.objects.all()]", f"{DELETE}none"),
    ("User.objects.update(a=1)", f"{UPDATE}none sets=a"),
    ("User.objects.all().update(a=1, b=2)", f"{UPDATE}none sets=a,b"),
    ("User.objects.filter(pk=1).update(a=1)", f"{UPDATE}keyed sets=a"),
    ("User.objects.update(**values)", f"{UPDATE}none"),
    (
        "apps.get_model('shop', 'Item').objects.all().delete()",
        "DataChange verb=delete target=shop_item scope=none",
    ),
    (
        "M = apps.get_model('shop.Item')\nM.objects.all().delete()",
        "DataChange verb=delete target=shop_item scope=none",
    ),
    (
        "parent.children.all().delete()",
        "DataChange confidence=medium verb=delete target=children scope=filtered",
    ),
    ("parent.child_set.all().delete()", "DataChange verb=delete target=child scope=filtered"),
    ("User.objects.raw('DELETE FROM a')", "sql: DELETE FROM a"),
    (
        "call_command('flush', interactive=False)",
        "DataChange verb=truncate target=all tables of the database scope=none cascade",
    ),
    ("User.objects.exclude(name__in=[]).delete()", f"{DELETE}tautology"),
    ("User.objects.filter(name__in=[]).delete()", f"{DELETE}filtered"),
    ("User.objects.extra(where=['1=1']).delete()", f"{DELETE}tautology"),
    ("User.objects.extra(where=['a=1', '1=1']).delete()", f"{DELETE}filtered"),
    ("User.objects.extra(select={'a': 'b'}).delete()", f"{DELETE}none"),
    ("User.objects.extra(where=conditions).delete()", f"{DELETE}unknown"),
    ("qs = User.objects.all() if x else User.objects.filter(a=1)\nqs.delete()", f"{DELETE}unknown"),
    ("await sync_to_async(User.objects.all().delete)()", f"{DELETE}none"),
    (
        "User.objects.bulk_update(User.objects.all(), ['a'])",
        "DataChange confidence=low verb=update target=User scope=none sets=a",
    ),
    (
        "rows = list(User.objects.filter(b=1))\nUser.objects.bulk_update(rows, fields=['a', 'c'])",
        "DataChange confidence=low verb=update target=User scope=filtered sets=a,c",
    ),
    ("call_command('shell', command='import os; os.remove(1)')", "python: import os; os.remove(1)"),
    (
        "execute_from_command_line(['manage.py', 'flush', '--noinput'])",
        "shell: manage.py flush --noinput",
    ),
    ("call_command('reset_db')", "SchemaChange verb=drop kind=database name=default"),
    (
        "call_command('migrate', 'shop', 'zero')",
        (
            "SchemaChange verb=drop kind=table table=all tables of shop name=all tables of shop"
            " options=migrate zero"
        ),
    ),
]


@pytest.mark.parametrize(("code", "said"), DJANGO)
def test_which_rows_a_query_set_changes(code: str, said: str) -> None:
    assert shown(code) == [said]


def test_a_manager_gives_every_row_of_its_model() -> None:
    code = """
        class UserManager(models.Manager.from_queryset(Users)):
            def forget(self):
                self.get_queryset().delete()

            def expire(self):
                self.get_queryset().expired().delete()

            def wake(self):
                super().get_queryset().update(awake=True)
        """
    assert [line for line in shown(code) if line.startswith("Data")] == [
        "DataChange verb=delete target=User scope=none",
        "DataChange verb=delete target=User scope=filtered",
        "DataChange verb=update target=User scope=none sets=awake",
    ]


def test_a_manager_of_the_class_around_is_one_under_any_value() -> None:
    code = """
        class User(models.Model):
            objects = Users.as_manager()

            @classmethod
            def forget(cls):
                cls.objects.all().delete()
                cls.objects.expired().delete()
        """
    assert [line for line in shown(code) if line.startswith("Data")] == [
        "DataChange verb=delete target=User scope=none",
        "DataChange verb=delete target=User scope=filtered",
    ]
