"""Mailboxes: every message of a folder deleted, a folder deleted with what is in it.

Source: RFC 3501 (STORE, EXPUNGE, `1:*`, DELETE); the Python library reference, `imaplib`; the
documentation of IMAPClient 4 (`delete_messages`, `add_flags`, `search`), of imap_tools 1.16
(`MailBox.uids`, `fetch`, `delete`), of aioimaplib 2 and of exchangelib 5.6 (`Folder.wipe`,
`Folder.empty`, `QuerySet.delete`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

MAILBOX = "imap"
"""What holds the messages: the store of most of this module's rows."""

_IMAP, _NUMBERS = "imap client", "numbers of messages"
_CLIENT, _BOX = "IMAPClient", "imap_tools mailbox"
_ACCOUNT, _FOLDER, _ITEMS = "exchange account", "exchange folder", "exchange items"
_POP = "pop client"
_UNREAD = r"\A(?![\s\S]*\.(?:retr|top)\()"
"""A module that fetches none of the messages."""
_BY_POP = "import poplib\nbox = poplib.POP3_SSL(host)\n"
_FLAGGED = ("~~Deleted",)
_ALL = r"(?i:b?'ALL'|\(b?'ALL',?\)|\[b?'ALL'\])"
_EVERY = (rf"(?:None|b?'UTF-8'|b?'US-ASCII'),{_ALL}", _ALL, r"(?:criteria=)?(?:A|AND)\(all=True\)")
_ANY_WAY = r"(?:(?:mark_seen|reverse|headers_only|bulk)=\w+,?)*"
_WHOLE = ("1:*", "1:-1", "b1:*")
_BY_IMAP = "import imaplib\nbox = imaplib.IMAP4_SSL(host)\n"
_BY_CLIENT = "from imapclient import IMAPClient\nbox = IMAPClient(host)\n"
_BY_TOOLS = "from imap_tools import MailBox\nbox = MailBox(host).login(user, password)\n"
_BY_EXCHANGE = "from exchangelib import Account\naccount = Account(address)\n"
_EXPUNGED = r"\bexpunge\b|\.close\(|EXPUNGE"
_SET = "the library takes what follows the command as any arguments"

KINDS: tuple[Kind, ...] = (
    Makes(names=("imaplib.IMAP4", "imaplib.IMAP4_SSL", "imaplib.IMAP4_stream"), kind=_IMAP),
    Makes(names=("aioimaplib.IMAP4", "aioimaplib.IMAP4_SSL"), kind=_IMAP),
    Gives(kind=_IMAP, member="with", gives=_IMAP),
    Gives(kind=_IMAP, member="search()", gives=_NUMBERS, narrows=True, every=_EVERY),
    Gives(
        kind=_IMAP,
        member="uid()",
        gives=_NUMBERS,
        narrows=True,
        every=(rf"(?i:'SEARCH'),(?:None,)?{_ALL}",),
    ),
    Gives(
        kind=_IMAP,
        member="uid_search()",
        gives=_NUMBERS,
        narrows=True,
        every=_EVERY,
    ),
    Gives(kind=_NUMBERS, member="[] for split() decode() strip() replace() lines", gives=_NUMBERS),
    Makes(names=("poplib.POP3", "poplib.POP3_SSL"), kind=_POP),
    Gives(kind=_POP, member="stat() list() uidl()", gives=_NUMBERS),
    Makes(names=("imapclient.IMAPClient",), kind=_CLIENT),
    Gives(kind=_CLIENT, member="with", gives=_CLIENT),
    Gives(
        kind=_CLIENT,
        member="search()",
        gives=_NUMBERS,
        narrows=True,
        every=("", *_EVERY),
    ),
    Makes(
        names=(
            *("imap_tools.MailBox", "imap_tools.MailBoxUnencrypted"),
            *("imap_tools.MailBoxStartTls", "imap_tools.mailbox.MailBox"),
        ),
        kind=_BOX,
    ),
    Gives(kind=_BOX, member="login() login_utf8() xoauth2() with", gives=_BOX),
    Gives(kind=_BOX, member="folder", gives="imap_tools folders"),
    Gives(
        kind=_BOX,
        member="uids() fetch() numbers()",
        gives=_NUMBERS,
        narrows=True,
        every=(_ANY_WAY, *(f"{one},?{_ANY_WAY}" for one in _EVERY[1:])),
    ),
    Makes(names=("exchangelib.Account", "exchangelib.account.Account"), kind=_ACCOUNT),
    Gives(
        kind=_ACCOUNT,
        member="inbox sent drafts calendar contacts tasks root msg_folder_root archive_root"
        " archive_inbox archive_msg_folder_root public_folders_root",
        gives=_FOLDER,
        named=Argument(-4, "itself"),
    ),
    Gives(kind=_FOLDER, member="/", gives=_FOLDER),
    Gives(kind=_FOLDER, member="all() none()", gives=_ITEMS),
    Gives(kind=_FOLDER, member="filter() exclude()", gives=_ITEMS, narrows=True),
    Gives(kind=_ITEMS, member="filter() exclude()", gives=_ITEMS, narrows=True),
    Gives(kind=_ITEMS, member="all() order_by() only()", gives=_ITEMS),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".dele",),
        on=(_POP,),
        each=True,
        verb=Verb.DELETE,
        target="the messages of the folder",
        store=MAILBOX,
        if_said=_UNREAD,
        beside=("poplib",),
        example=f"{_BY_POP}for one in range(1, box.stat()[0] + 1):\n    box.dele(one)",
        twin=f"{_BY_POP}box.dele(7)",
    ),
    ChangesData(
        names=(".store",),
        on=(_IMAP,),
        each=True,
        verb=Verb.DELETE,
        when=((Argument(2, "flags"), _FLAGGED),),
        target="the messages of the folder",
        store=MAILBOX,
        if_said=_EXPUNGED,
        beside=("imaplib",),
        unproved="the library calls the argument otherwise from one version to the next",
        example=(
            f"{_BY_IMAP}kind, found = box.search(None, 'ALL')\nfor one in found[0].split():\n"
            "    box.store(one, '+FLAGS', '\\\\Deleted')\nbox.expunge()"
        ),
        twin=(
            f"{_BY_IMAP}kind, found = box.search(None, 'ALL')\nfor one in found[0].split():\n"
            "    box.store(one, '+FLAGS', '\\\\Seen')\nbox.expunge()"
        ),
    ),
    ChangesData(
        names=(".store",),
        on=(_IMAP,),
        verb=Verb.DELETE,
        when=((FIRST, _WHOLE), (Argument(2, "flags"), _FLAGGED)),
        target="the messages of the folder",
        store=MAILBOX,
        if_said=_EXPUNGED,
        beside=("imaplib",),
        unproved="the library calls the argument otherwise from one version to the next",
        example=f"{_BY_IMAP}box.store('1:*', '+FLAGS', '\\\\Deleted')\nbox.expunge()",
        twin=f"{_BY_IMAP}box.store('7', '+FLAGS', '\\\\Deleted')\nbox.expunge()",
    ),
    ChangesData(
        names=(".uid",),
        on=(_IMAP,),
        each=True,
        verb=Verb.DELETE,
        when=((Argument(0, "command"), ("STORE", "store", "Store")), (Argument(3), _FLAGGED)),
        target="the messages of the folder",
        store=MAILBOX,
        if_said=_EXPUNGED,
        beside=("imaplib",),
        unproved=_SET,
        example=(
            f"{_BY_IMAP}kind, found = box.uid('search', None, 'ALL')\n"
            "for one in found[0].split():\n"
            "    box.uid('STORE', one, '+FLAGS', '\\\\Deleted')\nbox.expunge()"
        ),
        twin=(
            f"{_BY_IMAP}kind, found = box.uid('search', None, 'ALL')\n"
            "for one in found[0].split():\n"
            "    box.uid('STORE', one, '+FLAGS', '\\\\Seen')\nbox.expunge()"
        ),
    ),
    ChangesData(
        names=(".uid",),
        on=(_IMAP,),
        verb=Verb.DELETE,
        when=(
            (Argument(0, "command"), ("STORE", "store", "Store")),
            (Argument(1), _WHOLE),
            (Argument(3), _FLAGGED),
        ),
        target="the messages of the folder",
        store=MAILBOX,
        if_said=_EXPUNGED,
        beside=("imaplib",),
        unproved=_SET,
        example=f"{_BY_IMAP}box.uid('STORE', '1:*', '+FLAGS', '\\\\Deleted')\nbox.expunge()",
        twin=f"{_BY_IMAP}box.uid('STORE', '7', '+FLAGS', '\\\\Deleted')\nbox.expunge()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_IMAP,),
        what="mail folder",
        store=MAILBOX,
        target=Argument(0, "mailbox"),
        beside=("imaplib",),
        example=f"{_BY_IMAP}box.delete('Archive')",
        twin=f"{_BY_IMAP}box.create('Archive')",
    ),
    ChangesData(
        names=(".delete_messages",),
        on=(_CLIENT,),
        each=True,
        verb=Verb.DELETE,
        target="the messages of the folder",
        store=MAILBOX,
        if_said=_EXPUNGED,
        beside=("imapclient",),
        example=f"{_BY_CLIENT}box.delete_messages(box.search('ALL'))\nbox.expunge()",
        twin=f"{_BY_CLIENT}box.delete_messages(box.search(['FROM', 'news@a.io']))\nbox.expunge()",
    ),
    ChangesData(
        names=(".add_flags", ".set_flags"),
        on=(_CLIENT,),
        each=True,
        verb=Verb.DELETE,
        when=((Argument(1, "flags"), ("~~Deleted|DELETED",)),),
        target="the messages of the folder",
        store=MAILBOX,
        if_said=_EXPUNGED,
        beside=("imapclient",),
        example=f"{_BY_CLIENT}box.add_flags(box.search('ALL'), [b'\\\\Deleted'])\nbox.expunge()",
        twin=f"{_BY_CLIENT}box.add_flags(box.search('ALL'), [b'\\\\Seen'])\nbox.expunge()",
    ),
    ChangesObject(
        names=(".delete_folder",),
        on=(_CLIENT,),
        what="mail folder",
        store=MAILBOX,
        target=Argument(0, "folder"),
        beside=("imapclient",),
        example=f"{_BY_CLIENT}box.delete_folder('Customers')",
        twin=f"{_BY_CLIENT}box.create_folder('Customers')",
    ),
    ChangesData(
        names=(".delete",),
        on=(_BOX,),
        each=True,
        verb=Verb.DELETE,
        target="the messages of the folder",
        store=MAILBOX,
        beside=("imap_tools",),
        example=f"{_BY_TOOLS}box.delete(box.uids())",
        twin=f"{_BY_TOOLS}box.delete(box.uids('SUBJECT news'))",
    ),
    ChangesObject(
        names=(".delete",),
        on=("imap_tools folders",),
        what="mail folder",
        store=MAILBOX,
        target=Argument(0, "folder"),
        beside=("imap_tools",),
        example=f"{_BY_TOOLS}box.folder.delete('Customers')",
        twin=f"{_BY_TOOLS}box.folder.create('Customers')",
    ),
    ChangesData(
        names=(".delete",),
        on=(_ITEMS,),
        verb=Verb.DELETE,
        store="exchange",
        beside=("exchangelib",),
        example=f"{_BY_EXCHANGE}account.inbox.all().delete()",
        twin=f"{_BY_EXCHANGE}account.inbox.filter(subject='news').delete()",
    ),
    ChangesData(
        names=(".wipe", ".empty"),
        on=(_FOLDER,),
        verb=Verb.DELETE,
        store="exchange",
        beside=("exchangelib",),
        example=f"{_BY_EXCHANGE}account.inbox.empty(delete_sub_folders=True)",
        twin=f"{_BY_EXCHANGE}account.trash.empty()",
    ),
)
