"""A program that stops where no option is given deletes no more than what one picks."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

CODE = """\
import argparse
from sqlalchemy.orm import Session
from shop.models import Order

def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--book")
    parser.add_argument("--before")
    args = parser.parse_args()
    {asked}
    return args

def conditions(args):
    found = []
    if args.book:
        found.append(Order.book == args.book)
    if args.before:
        found.append(Order.day < args.before)
    return found

def main():
    args = options()
    session.query(Order).filter(*conditions(args)).delete()
"""


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ("pass", False),
        ("if not (args.book or args.before):\n        parser.error('which?')", True),
        ("if not (args.book and args.before):\n        parser.error('which?')", True),
        ("if not args.book:\n        raise SystemExit('which?')", True),
        ("if not any([args.book, args.before]):\n        parser.error('which?')", True),
        ("if args.book is None and args.before is None:\n        parser.error('which?')", True),
        ("if not args.book and not args.before:\n        sys.exit(2)", True),
        ("if not (args.book or args.force):\n        parser.error('which?')", False),
        ("if not args.force:\n        parser.error('which?')", False),
        ("if not (args.book or args.before):\n        print('all of them')", False),
    ],
)
def test_what_a_program_refuses(asked: str, refused: bool) -> None:
    (one,) = (one for one in items(CODE.format(asked=asked)) if isinstance(one, DataChange))
    assert (one.scope is Scope.FILTERED) is refused


PLAIN = """\
from sqlalchemy.orm import Session
from shop.models import Order

def conditions(book, before):
    found = []
    if book:
        found.append(Order.book == book)
    if before:
        found.append(Order.day < before)
    return found

def ask(book, before):
    {elsewhere}

def main(book=None, before=None, loud=False):
    {asked}
    session.query(Order).filter(*conditions(book, before)).delete()
"""
STOPS = "if not (book or before):\n        raise SystemExit('which?')"


@pytest.mark.parametrize(
    ("asked", "elsewhere", "refused"),
    [
        (STOPS, "pass", True),
        ("if book is None and before is None:\n        raise ValueError", "pass", True),
        ("if not (book and before):\n        raise ValueError", "pass", True),
        ("if not book and not before:\n        print('which?')\n        return", "pass", True),
        ("if not any((book, before)):\n        log()\n        sys.exit(2)", "pass", True),
        ("if not (book or before): return", "pass", True),
        ("if not book and not before:\n        print('all of them')", "pass", False),
        (
            "if loud:\n        print(1)\n    elif not (book or before):\n        return",
            "pass",
            False,
        ),
        ("if not (book or loud):\n        raise ValueError", "pass", False),
        ("pass", STOPS, False),
        ("if loud:\n        if not (book or before):\n            raise ValueError", "pass", False),
    ],
)
def test_what_a_function_refuses_of_its_own_parameters(
    asked: str, elsewhere: str, refused: bool
) -> None:
    code = PLAIN.format(asked=asked, elsewhere=elsewhere)
    (one,) = (one for one in items(code) if isinstance(one, DataChange))
    assert (one.scope is Scope.FILTERED) is refused


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ("if not options['email']:", True),
        ("if not options['name']:", False),
    ],
)
def test_an_option_by_its_key(asked: str, refused: bool) -> None:
    code = (
        "from django.db.models import Q\nfrom shop.models import Cart\n\n"
        "def handle(**options):\n    wanted = Q()\n    for one in options['email']:\n"
        f"        wanted |= Q(email=one)\n    {asked}\n        raise SystemExit('which?')\n"
        "    Cart.objects.filter(wanted).delete()\n"
    )
    (change,) = [one for one in items(code) if isinstance(one, DataChange)]
    assert (change.scope is Scope.FILTERED) is refused
