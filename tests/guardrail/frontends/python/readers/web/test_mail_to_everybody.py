"""Mail that goes to every row of a table of people."""

from __future__ import annotations

import pytest
from reading_python import shown

HEAD = """
from django.core.mail import EmailMessage, get_connection, send_mail, send_mass_mail
from sqlalchemy import select
"""


def everybody(code: str) -> bool:
    """Whether the code writes to everybody."""
    return any("mail to every " in line for line in shown(HEAD + code))


@pytest.mark.parametrize(
    "code",
    [
        "send_mail('x', text, 'a@b', [one.email for one in User.objects.all()])",
        "send_mail('x', text, 'a@b', recipient_list=list(User.objects.values_list('email')))",
        "EmailMessage('x', text, 'a@b', bcc=[one.email for one in User.objects.all()]).send()",
        "send_mass_mail([('x', text, 'a', [one.email]) for one in User.objects.all()])",
        "send_mass_mail(tuple(('x', text, 'a', [p.email]) for p in Passenger.objects.all()))",
        (
            "def written(to):\n    return EmailMessage('x', text, 'a@b', [to])\n\n"
            "mails = [written(to) for to in User.objects.values_list('email', flat=True)]\n"
            "link = get_connection()\nlink.send_messages(mails)"
        ),
        "for one in s.scalars(select(User)).all():\n    send_mail('x', text, 'a@b', [one.email])",
        (
            "def all_of(conn):\n    yield from conn.execute('select email from customers')\n"
            "for (to,) in all_of(conn):\n    send_mail('x', text, 'a@b', [to])"
        ),
        (
            "members = Member.objects.exclude(email='').order_by('pk')\n"
            "for one in members.iterator(chunk_size=500):\n"
            "    send_mail('x', text, 'a@b', [one.email])"
        ),
        (
            "for one in User.objects.filter(email__isnull=False):\n"
            "    send_mail('x', text, 'a@b', [one.email])"
        ),
        (
            "for one in s.scalars(select(User).where(User.email.is_not(None))):\n"
            "    send_mail('x', text, 'a@b', [one.email])"
        ),
        (
            "for one in User.objects.all():\n    if not one.email:\n        continue\n"
            "    send_mail('x', text, 'a@b', [one.email])"
        ),
        "send_mail('x', text, 'a@b', [one.email for one in User.objects.all() if one.email])",
        (
            "to = list(User.objects.filter(is_active=True).values_list('email', flat=True))\n"
            "EmailMessage('x', text, 'a@b', bcc=to).send()"
        ),
        (
            "import boto3\nses = boto3.client('sesv2')\n"
            "for one in get_user_model().objects.all():\n"
            "    ses.send_email(Destination={'ToAddresses': [one.email]}, Content=text)"
        ),
    ],
)
def test_every_row_is_written_to(code: str) -> None:
    assert everybody(code)


@pytest.mark.parametrize(
    "code",
    [
        "send_mail('x', render(User.objects.all()), 'a@b', ['admin@acme.io'])",
        "send_mail('x', text, 'a@b', [u.email for u in User.objects.filter(is_staff=True)])",
        "send_mail('x', text, 'a@b', [one.email for one in User.objects.filter(due=True)])",
        "send_mail('x', text, 'a@b', [one.email for one in User.objects.all() if one.asked])",
        (
            "for one in User.objects.all():\n    if not one.asked:\n        continue\n"
            "    send_mail('x', text, 'a@b', [one.email])"
        ),
        (
            "for one in s.scalars(select(User).where(User.due)):\n"
            "    send_mail('x', text, 'a@b', [one.email])"
        ),
        "send_mail('x', text, 'a', [one.email for one in User.objects.exclude(email=ours)])",
        "for one in Server.objects.all():\n    send_mail('x', one.state, 'a@b', [ADMIN])",
        "n = conn.execute('select count(*) from customers')\nsend_mail('x', n, 'a', [ADMIN])",
    ],
)
def test_some_of_them_or_somebody_else_is(code: str) -> None:
    assert not everybody(code)


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("all_patrons(conn)", True),
        ("get_all_user_emails(conn)", True),
        ("all_users_due(conn)", False),
        ("get_all_users(due=True)", False),
        ("[one for one in all_users(conn) if one.asked]", False),
        ("all_servers(conn)", False),
        ("preview_group()", False),
    ],
)
def test_a_function_elsewhere_that_is_called_for_it(listed: str, told: bool) -> None:
    code = f"from audience import *\nfor one in {listed}:\n    send_mail('x', text, 'a@b', [one])\n"
    assert everybody(code) is told


FILE = """
import csv, smtplib
import pandas as pd
def read(path):
    with open(path) as f:
        return [row["email"] for row in csv.DictReader(f){condition}]
def send(smtp, message):
    {people}
    for one in {over}:
        {body}
send(smtplib.SMTP("mail"), "x")
"""
PLAIN_FILE = {
    "condition": "",
    "people": "people = read('exports/customers.csv')",
    "over": "people",
    "body": "smtp.sendmail('a@b', one, message)",
}


@pytest.mark.parametrize(
    ("changed", "all_of_them"),
    [
        ({}, True),
        ({"condition": ' if row["email"]'}, True),
        ({"people": "people = pd.read_csv('customers.csv')['email']"}, True),
        ({"condition": ' if row["agreed"] == "yes"'}, False),
        ({"people": "people = read('exports/products.csv')"}, False),
        ({"people": "people = ['team@acme.io']"}, False),
        (
            {
                "people": "everyone = pd.read_csv('customers.csv')\\n"
                "    people = everyone[everyone['agreed']]['email']"
            },
            False,
        ),
    ],
)
def test_a_file_of_people(changed: dict[str, str], all_of_them: bool) -> None:
    code = FILE.format(**PLAIN_FILE | changed)
    assert any("mail to every " in line for line in shown(code)) is all_of_them


FETCHED = """
import smtplib
SQL = "SELECT email FROM customers"
def people(conn):
    with conn.cursor() as cur:
        cur.execute(SQL{more})
        yield from cur.fetchall()
def send(conn, smtp):
    for (to,) in people(conn):
        smtp.sendmail("a@b", [to], "x")
"""


@pytest.mark.parametrize(("more", "all_of_them"), [("", True), (' + " WHERE agreed"', False)])
def test_what_a_cursor_was_asked_for_before_its_rows_are_fetched(
    more: str, all_of_them: bool
) -> None:
    told = shown(FETCHED.format(more=more))
    assert any("mail to every " in line for line in told) is all_of_them
