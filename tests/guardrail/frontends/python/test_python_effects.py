"""What calls of other libraries do in one line each, and what is harmless."""

from __future__ import annotations

import pytest
from reading_python import shown

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


@pytest.mark.parametrize(("code", "said"), OTHERS)
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
