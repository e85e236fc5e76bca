"""What calls of Python libraries do: a line of code, and what is said of it."""

from __future__ import annotations

import pytest
from reading_python import shown, texts

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

SQLALCHEMY = [
    ("session.execute(delete(User))", f"{DELETE}none"),
    ("session.execute(sqlalchemy.delete(User))", f"{DELETE}none"),
    ("session.execute(delete(models.User))", f"{DELETE}none"),
    ("session.execute(delete(User).where(User.id == 1))", f"{DELETE}keyed"),
    ("session.execute(delete(User).where(User.name == 'x'))", f"{DELETE}filtered"),
    ("session.execute(delete(User).where(True))", f"{DELETE}tautology"),
    ("session.execute(delete(User).where(sa.true()))", f"{DELETE}tautology"),
    ("session.execute(delete(User).where(text('1=1')))", f"{DELETE}tautology"),
    ("session.execute(delete(User).where(and_()))", f"{DELETE}none"),
    ("session.execute(delete(User).where(*conditions))", f"{DELETE}unknown"),
    ("session.execute(delete(User).returning(User.id))", f"{DELETE}none"),
    ("s = delete(User)\nsession.execute(s)", f"{DELETE}none"),
    ("s = delete(User)\ns = s.where(User.a == 1)\nsession.execute(s)", f"{DELETE}filtered"),
    ("s = delete(User)\nif x:\n    s = s.where(a == 1)\nsession.execute(s)", f"{DELETE}unknown"),
    ("s = (\n    delete(User)\n    .returning(User.id)\n)\nsession.execute(s)", f"{DELETE}none"),
    ("db.session.execute(db.delete(User))", f"{DELETE}none"),
    ("db.session.execute(db.delete(User).where(User.id == 1))", f"{DELETE}keyed"),
    (
        "await conn.run_sync(Base.metadata.drop_all)",
        "SchemaChange verb=drop kind=schema name=all tables of Base.metadata cascade",
    ),
    (
        "connection.execute(DropConstraint(users_email_key))",
        "SchemaChange verb=drop kind=constraint name=users_email_key",
    ),
    ("session.execute(update(User).values(a=1))", f"{UPDATE}none sets=a"),
    ("session.execute(User.__table__.delete())", f"{DELETE}none"),
    (
        "conn.execute(users.delete().where(users.c.id == 1))",
        "DataChange verb=delete target=users scope=keyed",
    ),
    (
        "conn.execute(sa.table('users').delete())",
        "DataChange verb=delete target=users scope=none",
    ),
    ("session.query(User).delete()", f"{DELETE}none"),
    ("session.query(User).delete(synchronize_session=False)", f"{DELETE}none"),
    ("session.query(User).filter(User.a == 1).delete()", f"{DELETE}filtered"),
    ("session.query(User).filter_by(id=1).delete()", f"{DELETE}keyed"),
    ("session.query(User).update({'a': 1})", f"{UPDATE}none sets=a"),
    ("User.query.delete()", f"{DELETE}none"),
    ("User.query.filter_by(a=1).delete()", f"{DELETE}filtered"),
    ("for o in session.query(User):\n    session.delete(o)", f"{DELETE}none"),
    ("for o in session.scalars(select(User)):\n    session.delete(o)", f"{DELETE}none"),
    (
        "Base.metadata.drop_all(engine)",
        "SchemaChange verb=drop kind=schema name=all tables of Base.metadata cascade",
    ),
    (
        "metadata.drop_all(engine, tables=[User.__table__])",
        "SchemaChange verb=drop kind=table table=User name=User",
    ),
    ("User.__table__.drop(engine)", "SchemaChange verb=drop kind=table table=User name=User"),
    (
        "t = sqlalchemy.Table('users', metadata)\nt.drop(engine)",
        "SchemaChange verb=drop kind=table table=users name=users",
    ),
    (
        "connection.execute(DropTable(users))",
        "SchemaChange verb=drop kind=table table=users name=users",
    ),
    (
        "connection.execute(DropSchema('billing', cascade=True))",
        "SchemaChange verb=drop kind=schema name=billing cascade",
    ),
    ("connection.exec_driver_sql('DELETE FROM a')", "sql: DELETE FROM a"),
    ("import sqlalchemy\ns = sqlalchemy.text('DELETE FROM a')", "sql: DELETE FROM a"),
]

SQL = [
    ("cursor.execute('DELETE FROM a')", "sql: DELETE FROM a"),
    ("anything.execute('DELETE FROM a')", "sql: DELETE FROM a"),
    ("anything.execute('/* now */ -- go\\n DROP TABLE a')", "sql: /* now */ -- go\n DROP TABLE a"),
    ("connection.cursor().execute('TRUNCATE a')", "sql: TRUNCATE a"),
    ("with connection.cursor() as c:\n    c.execute('VACUUM')", "sql: VACUUM"),
    ("cursor.executemany('DELETE FROM a WHERE b=?', rows)", "sql: DELETE FROM a WHERE b=?"),
    ("cursor.executescript('DROP TABLE a; DROP TABLE b')", "sql: DROP TABLE a; DROP TABLE b"),
    ("cursor.execute(query='DELETE FROM a')", "sql: DELETE FROM a"),
    ("await connection.fetch('DELETE FROM a RETURNING b')", "sql: DELETE FROM a RETURNING b"),
    ("cursor.copy_expert('COPY a FROM STDIN', f)", "sql: COPY a FROM STDIN"),
    ("schema_editor.execute('DROP TABLE a')", "sql: DROP TABLE a"),
    ("op.execute('DROP TABLE a')", "sql: DROP TABLE a"),
    ("getattr(cursor, 'execute')('DROP TABLE a')", "sql: DROP TABLE a"),
    ("run = cursor.execute\nrun('DROP TABLE a')", "sql: DROP TABLE a"),
    ("(cursor.execute)('DROP TABLE a')", "sql: DROP TABLE a"),
    ("cursor.ｅｘｅｃｕｔｅ('DROP TABLE a')", "sql: DROP TABLE a"),
    ("cur.execute(f'{prefix} DROP TABLE a')", "sql: {prefix} DROP TABLE a"),
    ("pandas.read_sql('SELECT * FROM a', c)", "sql: SELECT * FROM a"),
]

PROGRAMS = [
    ("import subprocess\nsubprocess.run(['rm', '-rf', '/'])", "shell: rm -rf /"),
    ("import subprocess as sp\nsp.call(['rm', 'a b'])", "shell: rm 'a b'"),
    ("from subprocess import run\nrun(['rm', \"it's\"])", "shell: rm 'it'\\''s'"),
    ("from subprocess import run as go\ngo(['rm', x])", "shell: rm {x}"),
    ("subprocess.check_output(['rm', *names])", "shell: rm {*names}"),
    ("subprocess.Popen('rm -rf /', shell=True)", "shell: rm -rf /"),
    ("subprocess.run(f'rm -rf {x}', shell=True)", "shell: rm -rf {x}"),
    ("subprocess.run('rm -rf /', shell=flag)", "shell: rm -rf /"),
    ("subprocess.run('rm -rf /')", "shell: 'rm -rf /'"),
    ("subprocess.run(shlex.split('rm -rf /'))", "shell: rm -rf /"),
    ("subprocess.run('rm -rf /'.split())", "shell: rm -rf /"),
    ("subprocess.run(['psql'], input='DROP TABLE a')", "shell: psql <<< 'DROP TABLE a'"),
    ("import sys\nsubprocess.run([sys.executable, '-c', 'x'])", "shell: python -c x"),
    ("c = ['rm']\nc.append('-r')\nc += ['a']\nsubprocess.run(c)", "shell: rm -r a"),
    ("import os\nos.system('rm -rf /')", "shell: rm -rf /"),
    ("from os import system\nsystem('rm -rf /')", "shell: rm -rf /"),
    ("from os import *\nsystem('rm -rf /')", "shell: rm -rf /"),
    ("__import__('os').system('rm -rf /')", "shell: rm -rf /"),
    ("importlib.import_module('os').system('rm -rf /')", "shell: rm -rf /"),
    ("os.popen('rm -rf /').read()", "shell: rm -rf /"),
    ("os.popen(cmd='rm -rf /').read()", "shell: rm -rf /"),
    ("os.execvp('rm', ['rm', '-rf', '/'])", "shell: rm -rf /"),
    ("os.execlp('rm', 'rm', '-rf', '/')", "shell: rm -rf /"),
    ("await asyncio.create_subprocess_exec('rm', '-rf', '/')", "shell: rm -rf /"),
    ("await asyncio.create_subprocess_shell('rm -rf /')", "shell: rm -rf /"),
    ("functools.partial(subprocess.run, ['rm', 'a'])", "shell: rm a"),
]

FILES = [
    ("shutil.rmtree('/srv')", "FileChange verb=delete path=/srv recursive"),
    ("os.remove('a.db')", "FileChange verb=delete path=a.db"),
    ("os.unlink(os.path.join('/srv', name))", "FileChange verb=delete path=/srv/gr_hole_0"),
    ("from pathlib import Path\nPath('/srv/a').unlink()", "FileChange verb=delete path=/srv/a"),
    ("p = Path('/srv') / 'a'\np.unlink()", "FileChange verb=delete path=/srv/a"),
    ("(Path.home() / '.ssh').rmdir()", "FileChange verb=delete path=~/.ssh"),
    ("shutil.move('/srv', '/tmp')", "FileChange verb=move path=/srv"),
    ("os.rename('a', 'b')", "FileChange verb=move path=a"),
    ("open('/etc/hosts', 'w').write('')", "FileChange verb=overwrite path=/etc/hosts"),
    ("with open('a', mode='wb') as f:\n    pass", "FileChange verb=overwrite path=a"),
    ("Path('a').write_text('')", "FileChange verb=overwrite path=a"),
    ("os.chmod('/etc/shadow', 0o700)", "FileChange verb=chmod path=/etc/shadow"),
    ("asyncio.to_thread(os.remove, 'a')", "FileChange verb=delete path=a"),
]

OTHERS = [
    (
        "requests.delete('https://api.acme.io/users/1?x=2')",
        "NetworkUse method=DELETE host=api.acme.io path=/users/1",
    ),
    (
        "requests.request('delete', 'https://api.acme.io/users')",
        ("NetworkUse method=DELETE host=api.acme.io path=/users sends=all of a collection"),
    ),
    (
        "s = requests.Session()\ns.post('https://u:p@api.acme.io:8443/x', json={})",
        "NetworkUse method=POST host=api.acme.io path=/x",
    ),
    (
        "httpx.post(URL, json={'query': 'mutation { volumeDelete(id: 1) }'})",
        "NetworkUse method=POST sends=volumeDelete",
    ),
    (
        "import pandas\nframe.to_sql('users', e, if_exists='replace')",
        "SchemaChange verb=create kind=table table=users name=users replace",
    ),
    (
        (
            "boto3.client('rds').delete_db_instance(\n"
            "    DBInstanceIdentifier='shop', SkipFinalSnapshot=True)"
        ),
        (
            "ResourceChange verb=delete provider=aws kind=database instance id=shop"
            " protections=a final snapshot"
        ),
    ),
    (
        "exec(requests.get('https://acme.io/x.py').text)",
        (
            "CodeRun confidence=medium what=Python source fetched over the network, by exec()"
            " origin=requests.get('https://acme.io/x.py').text"
        ),
    ),
    ("exec('import os; os.remove(1)')", "python: import os; os.remove(1)"),
    (
        "psycopg2.connect(host='db.acme.io', password='vQ6qKPN!Gz6anI7')",
        (
            "CredentialUse action=written kind=password place=argument password of connect()"
            " host=db.acme.io"
        ),
    ),
]


@pytest.mark.parametrize(("code", "said"), [*DJANGO, *SQLALCHEMY, *SQL, *PROGRAMS, *FILES, *OTHERS])
def test_what_a_call_does(code: str, said: str) -> None:
    assert shown(code) == [said]


HARMLESS = [
    "d.update(a=1)",
    "settings.update({'a': 1})",
    "self.objects.update({'a': 1})",
    "names.remove('x')",
    "cache.delete('key')",
    "cache.clear()",
    "obj.delete()",
    "request.user.delete()",
    "client.delete('/users/1')",
    "User.objects.none().delete()",
    "User.objects.all()",
    "User.objects.create(name='x')",
    "bucket.objects.all().delete(x)",
    "s3.Bucket('b').objects.filter(Prefix='tmp/')",
    "session.delete(obj)",
    "session.add(obj)",
    "row = session.query(User).first()\nrow.update(a)",
    "form = session.query(User).filter_by(id=1).one().data.copy()\nform.update(x)",
    "tool.execute('delete the old file')",
    "tool.execute('create a project from scratch')",
    "robot.execute('update firmware')",
    "executor.execute(task)",
    "agent.run('DROP TABLE users')",
    "print('DROP TABLE users')",
    "logger.info('DELETE FROM users')",
    "raise ValueError('DELETE FROM users')",
    "sql = 'DELETE FROM users'",
    "cursor.execute(query)",
    "open('a')",
    "open('a', 'r').read()",
    "open('a', 'a').write('x')",
    "os.path.join('a', 'b')",
    "'a'.replace('a', 'b')",
    "re.compile('x').sub('a', 'b')",
    "response = client.post('/view/', {})",
    "requests.get('https://api.acme.io/users')",
    "metadata.create_all(engine)",
    "frame.to_sql('users', e, if_exists='append')",
    "frame.drop(columns=['a'])",
    "df.drop('a', axis=1)",
    "boto3.client('rds').describe_db_instances(DBInstanceIdentifier='shop')",
    "eval('1 + 1')",
    "pickle.loads(data)",
    "psycopg2.connect(password=os.environ['PW'])",
    "psycopg2.connect(password='changeme')",
    "call_command('migrate')",
    "call_command('migrate', 'shop', 'zero', fake=True)",
    "call_command('migrate', 'shop', 'zero', '--plan')",
    "execute_from_command_line(sys.argv)",
    "call_command('shell', command=code)",
    "call_command('sqlflush')",
    "User.objects.bulk_update(rows, ['a'])",
    "User.objects.bulk_update([one for one in User.objects.all()], ['a'])",
    "User.objects.extra(where=['1=1'])",
    "def system(x):\n    pass\nsystem('rm -rf /')",
    "match.update()",
    "hashlib.md5().update(b'x')",
]


@pytest.mark.parametrize("code", HARMLESS)
def test_what_is_harmless_yields_nothing(code: str) -> None:
    embedded = [line for line in shown(code) if not line.startswith("python: ")]
    assert embedded == []


SECRETS = [
    "DB_PASSWORD = 'vQ6qKPN!Gz6anI7'",
    "password: str = 'vQ6qKPN!Gz6anI7'",
    "connect(password='vQ6qKPN!Gz6anI7')",
    "d = {'api_key': 'vQ6qKPN3Gz6anI7xx'}",
    "os.environ['SECRET_KEY'] = 'vQ6qKPN!Gz6anI7'",
    "os.environ.get('SECRET_KEY', 'vQ6qKPN!Gz6anI7')",
    "config('SECRET_KEY', default='vQ6qKPN!Gz6anI7')",
    "def f(password='vQ6qKPN!Gz6anI7'):\n    pass",
    "user.set_password('vQ6qKPN!Gz6anI7')",
    "settings.password = ('vQ6qKPN!' 'Gz6anI7')",
    "if password == 'vQ6qKPN!Gz6anI7':\n    pass",
    "h = {'Authorization': 'Bearer vQ6qKPN9Gz6anI7Qx'}",
]


@pytest.mark.parametrize("code", SECRETS)
def test_a_secret_under_its_name(code: str) -> None:
    (said,) = shown(code)
    assert said.startswith("CredentialUse confidence=medium action=written kind=")
    assert "vQ6qKPN" not in said


NO_SECRETS = [
    "PASSWORD_FIELD = 'vQ6qKPN!Gz6anI7'",
    "DB_PASSWORD = 'changeme'",
    "DB_PASSWORD = os.environ['vQ6qKPN!Gz6anI7']",
    "DB_PASSWORD = f'{prefix}x'",
    "hashed_password = 'vQ6qKPN!Gz6anI7'",
    "reset_password = '20/m/ip,5/m/key'",
    "primary_key = 'vQ6qKPN!Gz6anI7'",
    "monkey = 'vQ6qKPN!Gz6anI7'",
    "print('password', 'vQ6qKPN!Gz6anI7')",
    "class Kind(Enum):\n    PASSWORD = 'vQ6qKPN!Gz6anI7'",
    "h = {'Authorization': 'Basic Zm9vOmJhcg=='}",
]


@pytest.mark.parametrize("code", NO_SECRETS)
def test_no_secret(code: str) -> None:
    assert shown(code) == []


def test_a_program_inherits_where_and_with_what_it_runs() -> None:
    from reading_python import items

    from guardrail.stream import Embedded

    code = "subprocess.run(['ls'], cwd='/srv', env={**os.environ, 'PGHOST': 'db'})"
    (found,) = [item for item in items(code) if isinstance(item, Embedded)]
    assert found.source.surroundings.directory == "/srv"
    assert found.source.surroundings.variables == {"PGHOST": "db"}


def test_a_driver_tells_the_dialect() -> None:
    from reading_python import items

    from guardrail.stream import Embedded

    code = "import sqlite3\nsqlite3.connect('a').execute('DELETE FROM a')"
    (found,) = [item for item in items(code) if isinstance(item, Embedded)]
    assert found.source.surroundings.dialect == "sqlite"


@pytest.mark.parametrize(
    ("before", "guards"),
    [
        ("if settings.DEBUG:\n    ", ("if settings.DEBUG, not in production",)),
        ("if not args.yes:\n    pass\nelse:\n    ", ("if args.yes",)),
        ("if rows:\n    ", ()),
        ("if input('sure? ') == 'y':\n    ", ("a prompt that has to be answered",)),
        ("click.confirm('sure?', abort=True)\n", ("a prompt that has to be answered",)),
        ("def other():\n    input()\n", ()),
        ("if dry_run:\n    sys.exit(0)\n", ("unless dry_run",)),
        ("if dry_run:\n    print('nothing')\n", ()),
        ("if dry_run:\n    sys.exit(0)\nelse:\n    print()\n", ("unless dry_run",)),
    ],
)
def test_what_guards_an_effect(before: str, guards: tuple[str, ...]) -> None:
    from reading_python import items

    from guardrail.effects import Effect

    (found,) = [i for i in items(f"{before}shutil.rmtree('/srv')") if isinstance(i, Effect)]
    assert found.guards == guards


WIPE = "    shutil.rmtree('/srv')\n"


@pytest.mark.parametrize(
    ("code", "guards"),
    [
        ("def wipe(yes):\n    if not yes:\n        raise Abort\n", ("if yes",)),
        ("def wipe(n):\n    if n > 3:\n        return\n", ()),
        ("def wipe(args):\n    if not args.path:\n        return\n", ()),
        ("def wipe(dry_run):\n    if dry_run:\n        return\n", ("unless dry_run",)),
        (
            "def wipe(dry_run: bool = True):\n    if dry_run:\n        return\n",
            ("unless dry_run, a dry run by default",),
        ),
        (
            "@click.confirmation_option(prompt='sure?')\ndef wipe():\n",
            ("a prompt that has to be answered",),
        ),
        ("def wipe():\n    for x in y:\n        if x.yes: continue\n    go(x)\n", ()),
        ("def other(yes):\n    if not yes:\n        return\ndef wipe():\n", ()),
        (
            (
                "class Command(BaseCommand):\n  def handle(self, *args, **options):\n    if not "
                "options['yes']:\n      raise CommandError('--yes')\n"
            ),
            ("if options['yes']",),
        ),
    ],
)
def test_what_guards_an_effect_in_a_function(code: str, guards: tuple[str, ...]) -> None:
    from reading_python import items

    from guardrail.effects import Effect

    (found,) = [i for i in items(code + WIPE) if isinstance(i, Effect)]
    assert found.guards == guards


def test_a_fetched_text_is_not_read_as_sql() -> None:
    assert texts("cursor.execute(requests.get(url).text)") == []


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
