"""Directories of people and groups (LDAP): entries deleted in a loop over all that were found.

Source: the documentation of python-ldap 3.4 (`LDAPObject.search_s`, `delete_s`) and ldap3 2.9
(`Connection.search`, `entries`, `response`, `delete`, `modify`, `extend.standard.paged_search`);
RFC 4515 (`(|…)` holds where one of its conditions does, `(objectClass=person)` of everybody);
MS-ADTS 3.1.1.3.4.1.15 (the control that deletes a tree).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import (
    AskedBefore,
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
)
from guardrail.knowledge.python.rows import Argument, Row, TakesPart

STORE = "ldap"
_CLIENT, _CONNECTION, _ENTRIES = "python-ldap client", "ldap3 connection", "ldap entries"
_EXTENDED = "ldap3 extended operations"
_LOCKS = ("~~(?i)userAccountControl|unicodePwd|userPassword|nsAccountLock|pwdAccountLocked|DELETE",)
"""What is changed of accounts that nobody logs in with any more, or is taken off them."""
_WITH_ALL_BELOW = (r"~~1\.2\.840\.113556\.1\.4\.805",)
"""The control of a deletion that takes everything below with it."""
_EACH = r"\((?i:objectClass|objectCategory)=[^()']+\)|\(\w+=\*\)"
_FOR_ALL = rf"(?:{_EACH}|\(\|(?:\([^()']*\))*(?:{_EACH})(?:\([^()']*\))*\)|\(&(?:{_EACH})+\))"
_ALL = f"'{_FOR_ALL}'"
"""A filter that holds of everybody: a class alone, or one way among others."""
_EVERY = (
    rf".*?(?:filterstr=|search_filter=)?{_ALL}(?:,.*)?",
    r"f?'[^']*',[\w.]*SCOPE_\w+(?:,attrlist=.*)?",
)
_SAID = rf"\.(?:paged_)?search\([^#]{{0,400}}?[\"']{_FOR_ALL}[\"']"
_ASKED = AskedBefore(("search", "paged_search"), Argument(1, "search_filter"))
_ASKED_BY_LDAP = AskedBefore(("search_s", "search_ext_s", "search_st"), Argument(2, "filterstr"))
_BUILT = "it is built from C, and isn't installed for tests"
_PEOPLE = "the directory"
_BY_LDAP = "import ldap\nbox = ldap.initialize('ldaps://ldap.acme.io')\n"
_BY_LDAP3 = "from ldap3 import Connection\nbox = Connection(server)\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "ldap.initialize",
            "ldap.ldapobject.LDAPObject",
            "ldap.ldapobject.ReconnectLDAPObject",
        ),
        kind=_CLIENT,
        unproved=_BUILT,
    ),
    Gives(
        kind=_CLIENT,
        member="search_s() search_ext_s() search_st()",
        gives=_ENTRIES,
        narrows=True,
        every=_EVERY,
    ),
    Makes(
        names=("ldap3.Connection", "ldap3.core.connection.Connection"),
        kind=_CONNECTION,
    ),
    Gives(kind=_CONNECTION, member="with", gives=_CONNECTION),
    Gives(kind=_CONNECTION, member="entries response", gives=_ENTRIES),
    Gives(kind=_CONNECTION, member="extend", gives=_EXTENDED),
    Gives(kind=_EXTENDED, member="standard", gives=_EXTENDED),
    Gives(kind=_EXTENDED, member="paged_search()", gives=_ENTRIES, narrows=True, every=_EVERY),
    Gives(kind=_ENTRIES, member="[] for entry_dn", gives=_ENTRIES),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete_s", ".delete", ".delete_ext_s"),
        on=(_CLIENT,),
        each=True,
        verb=Verb.DELETE,
        target=_PEOPLE,
        store=STORE,
        asked=_ASKED_BY_LDAP,
        beside=("ldap",),
        unproved=_BUILT,
        example=(
            f"{_BY_LDAP}for dn, _ in box.search_s('dc=a', ldap.SCOPE_SUBTREE, '(uid=*)'):\n"
            "    box.delete_s(dn)"
        ),
        twin=(
            f"{_BY_LDAP}for dn, _ in box.search_s('dc=a', ldap.SCOPE_SUBTREE, '(uid=t7)'):\n"
            "    box.delete_s(dn)"
        ),
    ),
    ChangesData(
        names=(".delete",),
        on=(_CONNECTION,),
        each=True,
        verb=Verb.DELETE,
        target=_PEOPLE,
        store=STORE,
        asked=_ASKED,
        if_said=_SAID,
        beside=("ldap3",),
        example=(
            f"{_BY_LDAP3}box.search('dc=a', '(objectClass=person)')\n"
            "for one in box.entries:\n    box.delete(one.entry_dn)"
        ),
        twin=(
            f"{_BY_LDAP3}box.search('dc=a', '(&(objectClass=person)(title=left))')\n"
            "for one in box.entries:\n    box.delete(one.entry_dn)"
        ),
    ),
    ChangesData(
        names=(".modify",),
        on=(_CONNECTION,),
        each=True,
        verb=Verb.UPDATE,
        when=((Argument(1, "changes"), _LOCKS),),
        target=_PEOPLE,
        store=STORE,
        asked=_ASKED,
        if_said=_SAID,
        beside=("ldap3",),
        example=(
            f"{_BY_LDAP3}box.search('dc=a', '(objectClass=person)')\nfor one in box.entries:\n"
            "    box.modify(one.entry_dn, {'userAccountControl': [('MODIFY_REPLACE', [514])]})"
        ),
        twin=(
            f"{_BY_LDAP3}box.search('dc=a', '(objectClass=person)')\nfor one in box.entries:\n"
            "    box.modify(one.entry_dn, {'title': [('MODIFY_REPLACE', ['Dr.'])]})"
        ),
    ),
    ChangesObject(
        names=(".delete",),
        on=(_CONNECTION,),
        what="branch of a directory",
        store=STORE,
        target=Argument(0, "dn"),
        when=((Argument(1, "controls"), _WITH_ALL_BELOW),),
        beside=("ldap3",),
        example=(
            f"{_BY_LDAP3}box.delete('ou=people,dc=a',"
            " controls=[('1.2.840.113556.1.4.805', True, None)])"
        ),
        twin=f"{_BY_LDAP3}box.delete('uid=t7,ou=people,dc=a')",
    ),
    TakesPart(
        names=(".search", ".paged_search"),
        text=Argument(1, "search_filter"),
        asked=True,
        beside=("ldap3",),
        unproved="methods of this name are those of many libraries",
        example=(
            "import ldap3\nfrom flask import request\n"
            "def find(box):\n    return box.search('dc=a', f\"(uid={request.args['user']})\")"
        ),
    ),
    TakesPart(
        names=(".search_s", ".search_ext_s", ".search_st"),
        text=Argument(2, "filterstr"),
        asked=True,
        beside=("ldap",),
        unproved=_BUILT,
        example=(
            "import ldap\nfrom flask import request\ndef find(box):\n"
            "    return box.search_s('dc=a', 2, f\"(uid={request.args['user']})\")"
        ),
    ),
)
