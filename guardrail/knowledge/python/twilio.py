"""Twilio: numbers given back, accounts closed, messages and recordings deleted in a loop over all.

Source: the documentation of twilio-python 9.13 and of Twilio's REST API, "IncomingPhoneNumber",
"Message", "Recording", "Account" (a closed account can't be opened again).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Row

_CLIENT, _NUMBERS, _NUMBER = "twilio client", "twilio numbers", "twilio number"
_RECORDS, _RECORD, _ACCOUNT = "twilio records", "twilio record", "twilio account"
_BESIDE = ("twilio",)
_ATTRIBUTES = "what it is called on is an attribute that is made when it is asked for"
_START = "from twilio.rest import Client\nclient = Client(sid, token)\n"
_NARROWING = (
    "to",
    "from_",
    "date_sent",
    "date_sent_before",
    "date_sent_after",
    "date_created",
    "date_created_before",
    "date_created_after",
    "call_sid",
    "conference_sid",
    "limit",
    "status",
    "start_time_before",
)

KINDS: tuple[Kind, ...] = (
    Makes(names=("twilio.rest.Client",), kind=_CLIENT, proxy="its parts are attributes"),
    Gives(kind=_CLIENT, member="incoming_phone_numbers", gives=_NUMBERS),
    Gives(kind=_CLIENT, member="messages recordings calls conferences", gives=_RECORDS),
    Gives(kind=_CLIENT, member="api v2010", gives=_CLIENT),
    Gives(kind=_CLIENT, member="accounts()", gives=_ACCOUNT),
    Gives(kind=_NUMBERS, member="() list() stream()", gives=_NUMBER),
    Gives(kind=_NUMBER, member="for []", gives=_NUMBER),
    Gives(kind=_RECORDS, member="()", gives=_RECORD, one=True),
    Gives(kind=_RECORDS, member="list() stream()", gives=_RECORDS, filters=_NARROWING),
    Gives(kind=_RECORDS, member="for", gives=_RECORD),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete",),
        on=(_NUMBER,),
        what="phone number",
        store="twilio",
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=_START + "client.incoming_phone_numbers('SID7').delete()",
        twin=_START + "client.incoming_phone_numbers('SID7').fetch()",
    ),
    ChangesData(
        names=(".delete",),
        on=(_RECORD,),
        verb=Verb.DELETE,
        target="the Twilio account",
        store="twilio",
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=_START + "for one in client.recordings.list():\n    one.delete()",
        twin=_START + "for one in client.recordings.list(call_sid='CA7'):\n    one.delete()",
    ),
    ChangesObject(
        names=(".update",),
        on=(_ACCOUNT,),
        when=(("status", ("closed",)),),
        what="account",
        store="twilio",
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=_START + "client.api.accounts('AC7').update(status='closed')",
        twin=_START + "client.api.accounts('AC7').update(friendly_name='Shop')",
    ),
)
