"""Services that hold a firm's customers and what they buy: records that are listed deleted.

Source: the documentation of simple-salesforce 1.12 (`query_all`, `SFType.delete`, `bulk`),
hubspot-api-client 12 (`get_all`, `basic_api.archive`), zenpy 2.0 (`tickets.delete`,
`users.permanently_delete`), mailchimp-marketing 3.0 (`lists.delete_list`: "If you delete a list,
you'll lose the list history"), sendgrid 6.12 (`delete_all`, `delete_all_contacts`), ShopifyAPI 12.7
(`Resource.find`, `destroy`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Gives, Is, Kind, Makes
from guardrail.knowledge.python.listed_rows import each_of
from guardrail.knowledge.python.rows import Argument, Row

_FORCE, _HUBSPOT, _ZENDESK = "salesforce", "hubspot", "zendesk"
_LISTS, _MAILS = "mailchimp", "sendgrid"
_BUILT = "its parts are made with each object"
_WHOLE = (r".*?'(?i:select(?:(?!where|limit).)*)'(?:,.*)?",)
"""A question of Salesforce without a condition."""
_BY_FORCE = "from simple_salesforce import Salesforce\nbox = Salesforce(username=u, password=p)\n"
_EACH_ACCOUNT = "for one in box.query_all('{0}')['records']:\n    box.Account.delete(one['Id'])"
_BY_HUBSPOT = "from hubspot import HubSpot\nbox = HubSpot(access_token=token)\n"
_BY_ZENPY = "from zenpy import Zenpy\nbox = Zenpy(subdomain='acme')\n"
_BY_MAILCHIMP = "from mailchimp_marketing import Client\nbox = Client()\n"
_BY_SENDGRID = "from sendgrid import SendGridAPIClient\nbox = SendGridAPIClient(key)\n"
_BY_SHOPIFY = "import shopify\nfor one in shopify.Product.find({0}):\n    one.destroy()"
_SOLD = ("Product", "Customer", "Order", "CustomCollection", "SmartCollection", "PriceRule", "Page")
_EVERY = ("~~delete_all[\"']\\s*:\\s*True",)
_EVERY_CONTACT = ("~~(?i)delete_all_contacts[\"']\\s*:\\s*(?:True|[\"']true)",)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("simple_salesforce.Salesforce", "simple_salesforce.api.Salesforce"),
        kind=_FORCE,
        proxy="tables are attributes",
    ),
    Gives(
        kind=_FORCE,
        member="query_all() query() query_all_iter()",
        gives="salesforce found",
        narrows=True,
        every=_WHOLE,
    ),
    Gives(kind="salesforce found", member="[] get() for", gives="salesforce found"),
    Gives(kind=_FORCE, member="bulk bulk2", gives="salesforce bulk"),
    Gives(kind="salesforce bulk", member="*", gives="salesforce table"),
    Gives(kind=_FORCE, member="*", gives="salesforce table"),
    Makes(names=("hubspot.HubSpot", "hubspot.Client.create"), kind=_HUBSPOT, proxy=_BUILT),
    Gives(kind=_HUBSPOT, member="crm", gives="hubspot crm"),
    Gives(
        kind="hubspot crm",
        member="contacts companies deals tickets products",
        gives="hubspot table",
    ),
    Gives(kind="hubspot table", member="get_all()", gives="hubspot listed"),
    Gives(kind="hubspot table", member="basic_api", gives="hubspot records"),
    Gives(kind="hubspot listed", member="for []", gives="hubspot listed"),
    Makes(names=("zenpy.Zenpy",), kind=_ZENDESK, proxy=_BUILT),
    Gives(kind=_ZENDESK, member="tickets users organizations", gives="zendesk table"),
    Gives(kind=_ZENDESK, member="tickets() users() organizations()", gives="zendesk listed"),
    Gives(kind="zendesk table", member="()", gives="zendesk listed"),
    Gives(kind="zendesk listed", member="for []", gives="zendesk listed"),
    Makes(
        names=("mailchimp_marketing.Client", "mailchimp_marketing.api_client.ApiClient"),
        kind=_LISTS,
        proxy=_BUILT,
    ),
    Gives(kind=_LISTS, member="lists", gives="mailchimp lists"),
    Gives(
        kind="mailchimp lists",
        member="get_list_members_info()",
        gives="mailchimp members",
        filters=("status", "unsubscribed_since", "before_last_changed", "interest_ids"),
    ),
    Gives(kind="mailchimp members", member="[] get() for", gives="mailchimp members"),
    Makes(
        names=("sendgrid.SendGridAPIClient", "sendgrid.sendgrid.SendGridAPIClient"),
        kind=_MAILS,
        proxy=_BUILT,
    ),
    Gives(kind=_MAILS, member="client", gives="sendgrid part"),
    Gives(kind="sendgrid part", member="*", gives="sendgrid part"),
    Is(names=tuple(f"shopify.{one}" for one in _SOLD), kind="shopify table"),
    Gives(
        kind="shopify table",
        member="find()",
        gives="shopify listed",
        narrows=True,
        every=(r"(?:limit=\d+)?",),
    ),
    Gives(kind="shopify listed", member="for []", gives="shopify listed"),
)

ROWS: tuple[Row, ...] = (
    each_of(
        ".delete .hard_delete",
        "salesforce table",
        store="salesforce",
        target="the organisation",
        beside=("simple_salesforce",),
        unproved="tables are attributes",
        example=_BY_FORCE + _EACH_ACCOUNT.format("SELECT Id FROM Account"),
        twin=_BY_FORCE + _EACH_ACCOUNT.format("SELECT Id FROM Account WHERE IsTest__c = true"),
    ),
    each_of(
        ".archive",
        "hubspot records",
        store="hubspot",
        target="the account",
        beside=("hubspot",),
        back=True,
        unproved=_BUILT,
        example=f"{_BY_HUBSPOT}for one in box.crm.contacts.get_all():\n"
        "    box.crm.contacts.basic_api.archive(contact_id=one.id)",
        twin=f"{_BY_HUBSPOT}box.crm.contacts.basic_api.archive(contact_id='7')",
    ),
    each_of(
        ".delete .permanently_delete",
        "zendesk table",
        store="zendesk",
        target="the help desk",
        beside=("zenpy",),
        unproved=_BUILT,
        example=f"{_BY_ZENPY}for one in box.tickets():\n    box.tickets.delete(one)",
        twin=f"{_BY_ZENPY}for one in box.search(type='ticket', tags='spam'):\n"
        "    box.tickets.delete(one)",
    ),
    each_of(
        ".delete_list_member .delete_list_member_permanent",
        "mailchimp lists",
        store="mailchimp",
        target="the list",
        beside=("mailchimp_marketing",),
        unproved=_BUILT,
        example=f"{_BY_MAILCHIMP}for one in box.lists.get_list_members_info('l7')['members']:\n"
        "    box.lists.delete_list_member_permanent('l7', one['id'])",
        twin=f"{_BY_MAILCHIMP}"
        "for one in box.lists.get_list_members_info('l7', status='cleaned')['members']:\n"
        "    box.lists.delete_list_member_permanent('l7', one['id'])",
    ),
    ChangesObject(
        names=(".delete_list",),
        on=("mailchimp lists",),
        what="mailing list with its people",
        store="mailchimp",
        target=Argument(0, "list_id"),
        beside=("mailchimp_marketing",),
        unproved=_BUILT,
        example=f"{_BY_MAILCHIMP}box.lists.delete_list('l7')",
        twin=f"{_BY_MAILCHIMP}box.lists.get_list('l7')",
    ),
    *(
        ChangesObject(
            names=(".delete",),
            on=("sendgrid part",),
            what=what,
            store="sendgrid",
            target="",
            when=((Argument(-1, argument), values),),
            beside=("sendgrid",),
            unproved=_BUILT,
            example=f"{_BY_SENDGRID}box.client.{path}.delete({argument}={given})",
            twin=f"{_BY_SENDGRID}box.client.{path}.delete({argument}={{'ids': 'c7'}})",
        )
        for what, argument, values, path, given in (
            (
                *("list of addresses that want no mail", "request_body", _EVERY),
                *("suppression.bounces", "{'delete_all': True}"),
            ),
            (
                *("list of every contact", "query_params", _EVERY_CONTACT),
                *("marketing.contacts", "{'delete_all_contacts': 'true'}"),
            ),
        )
    ),
    each_of(
        ".destroy .cancel",
        "shopify listed",
        store="shopify",
        target="the shop",
        beside=("shopify",),
        itself=True,
        unproved="methods of the class it is made of",
        example=_BY_SHOPIFY.format(""),
        twin=_BY_SHOPIFY.format("vendor='loadtest'"),
    ),
)
