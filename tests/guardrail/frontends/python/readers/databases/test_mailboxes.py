"""Mailboxes: which messages a program deletes, and what it keeps of them."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, ResourceChange, Scope
from guardrail.knowledge.python import mailboxes
from guardrail.knowledge.python.kinds import OfKind

ROWS = [row for row in mailboxes.ROWS if isinstance(row, OfKind)]
EVERY = (Scope.NONE, Scope.TAUTOLOGY)


def lost(code: str) -> list[object]:
    """What a program deletes as a whole."""
    return [
        one
        for one in items(code)
        if isinstance(one, ResourceChange) or (isinstance(one, DataChange) and one.scope in EVERY)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.names[0]} {row.on[0]}")
def test_an_example_loses_something_and_its_twin_nothing(row: OfKind) -> None:
    assert lost(row.example)
    assert lost(row.twin) == []


TIDIED = """
import imaplib

def tidy(box: imaplib.IMAP4_SSL) -> None:
    box.select({folder})
    kind, found = box.uid("SEARCH", None, {wanted})
    for one in found[0].split():
        {first}
        box.uid("STORE", one, "+FLAGS", r"(\\Deleted)")
    box.expunge()
"""


@pytest.mark.parametrize(
    ("folder", "wanted", "first", "told"),
    [
        ('"INBOX"', '"ALL"', "kind, told = box.uid('FETCH', one, '(FLAGS)')", 1),
        ('"INBOX"', '"ALL"', "kind, told = box.uid('COPY', one, 'Archive')", 0),
        ('"INBOX"', '"ALL"', "kind, told = box.uid('FETCH', one, '(RFC822)')", 0),
        ('"INBOX"', '"ALL"', "handle_message(one)", 0),
        ('"INBOX"', '"ALL"', "Ticket.objects.create(number=one)", 0),
        ('"INBOX"', '"ALL"', "if kind != 'OK':\n            continue", 1),
        ('"INBOX"', '"ALL"', "if not is_news(one):\n            continue", 0),
        ('"INBOX"', "'(BEFORE 01-Jan-2020)'", "pass", 0),
        ('"Trash"', '"ALL"', "pass", 0),
        ('"[Gmail]/Spam"', '"ALL"', "pass", 0),
    ],
)
def test_messages_are_lost_that_nobody_picked_or_kept(
    folder: str, wanted: str, first: str, told: int
) -> None:
    assert len(lost(TIDIED.format(folder=folder, wanted=wanted, first=first))) == told


def test_a_flag_alone_deletes_nothing() -> None:
    head = "import imaplib\nbox = imaplib.IMAP4_SSL(host)\n"
    assert lost(head + "box.store('1:*', '+FLAGS', '\\\\Deleted')\n") == []


OLD = """
def tidy(box: {box}, before=None):
    {first}
    {wanted}
"""
BY_IMAP = """kind, found = box.search(None, *wanted)
    for one in found[0].split():
        box.store(one, "+FLAGS", r"(\\\\Deleted)")
    box.expunge()"""


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("wanted = ['BEFORE', before] if before else ['ALL']", Scope.UNKNOWN),
        ("wanted = ['BEFORE', before]", None),
        ("wanted = ['ALL']", Scope.TAUTOLOGY),
        ("wanted = ['UNFLAGGED', *(['BEFORE', before] if before else [])]", None),
        (
            (
                "if before is None:\n        raise ValueError\n"
                "    wanted = ['BEFORE', before] if before else ['ALL']"
            ),
            None,
        ),
    ],
)
def test_words_of_a_search_that_are_handed_on_in_a_list(first: str, told: Scope | None) -> None:
    code = "import imaplib\n" + OLD.format(box="imaplib.IMAP4_SSL", first=first, wanted=BY_IMAP)
    found = [one for one in items(code) if isinstance(one, DataChange)]
    assert [one.scope for one in found if one.reason] == ([told] if told else [])


def test_a_list_of_words_given_to_a_search() -> None:
    wanted = "box.delete_messages(box.search(['BEFORE', before] if before else ['ALL']))"
    wanted += "\n    box.expunge()"
    code = "from imapclient import IMAPClient\n" + OLD.format(
        box="IMAPClient", first="box.select_folder('INBOX')", wanted=wanted
    )
    (found,) = [one for one in items(code) if isinstance(one, DataChange)]
    assert found.reason.startswith("unscoped when before")


def test_a_list_of_words_that_is_the_same_on_all_ways() -> None:
    code = OLD.format(
        box="imaplib.IMAP4_SSL", first="wanted = ['ALL'] if before else ['ALL']", wanted=BY_IMAP
    )
    (found,) = [one for one in items("import imaplib\n" + code) if isinstance(one, DataChange)]
    assert found.scope in EVERY


BOX = """
import imaplib

class Box:
    def __init__(self):
        self.imap = imaplib.IMAP4_SSL(host)

    def purge(self, *query):
        kind, found = self.imap.search(None, {query})
        for one in found[0].split():
            self.imap.store(one, "+FLAGS", r"(\\Deleted)")
        self.imap.expunge()

def main(before):
    Box().purge({given})
"""


@pytest.mark.parametrize(
    ("query", "given", "told"),
    [
        ("*query", "'ALL'", True),
        ("*query", "'SEEN', 'BEFORE', before", False),
        ("*(query or ('ALL',))", "", True),
        ("*(query or ('ALL',))", "'SEEN', 'BEFORE', before", False),
        ("*(query or ('SEEN', 'BEFORE', limit()))", "", False),
    ],
)
def test_words_of_a_search_that_are_collected(query: str, given: str, told: bool) -> None:
    found = [
        one for one in items(BOX.format(query=query, given=given)) if isinstance(one, DataChange)
    ]
    assert any(one.scope in (Scope.NONE, Scope.TAUTOLOGY) for one in found) is told
