"""Braintree: customers deleted with their cards, every payment of a search refunded.

Source: the documentation of braintree 4 (`CustomerGateway.delete`: "If the customer has any
payment methods associated with it, they will be deleted as well", `TransactionGateway.refund`,
`SubscriptionGateway.cancel`: a cancelled subscription can't be started again).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_GATEWAY, _CUSTOMERS = "braintree gateway", "braintree customers"
_PAYMENTS, _FOUND, _SUBSCRIPTIONS = "braintree payments", "braintree found", "braintree plans"
_BESIDE = ("braintree",)
_START = "import braintree\ngateway = braintree.BraintreeGateway(conf)\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("braintree.BraintreeGateway",), kind=_GATEWAY),
    Gives(kind=_GATEWAY, member="customer", gives=_CUSTOMERS),
    Gives(kind=_GATEWAY, member="subscription", gives=_SUBSCRIPTIONS),
    Gives(kind=_GATEWAY, member="transaction", gives=_PAYMENTS),
    Gives(kind=_SUBSCRIPTIONS, member="search()", gives=_FOUND, narrows=True),
    Gives(kind=_PAYMENTS, member="search()", gives=_FOUND, narrows=True),
    Gives(kind=_FOUND, member="items for", gives=_FOUND),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete",),
        on=(_CUSTOMERS,),
        what="customer with every card",
        store="braintree",
        target=Argument(0, "customer_id"),
        beside=_BESIDE,
        example=f'{_START}gateway.customer.delete("7")',
        twin=f'{_START}gateway.customer.find("7")',
    ),
    ChangesData(
        names=(".cancel",),
        on=(_SUBSCRIPTIONS,),
        each=True,
        verb=Verb.DELETE,
        target="the account",
        store="braintree",
        beside=_BESIDE,
        example=(
            f"{_START}for one in gateway.subscription.search().items:\n"
            "    gateway.subscription.cancel(one.id)"
        ),
        twin=(
            f"{_START}for one in gateway.subscription.search(Found.plan_id == 'old').items:\n"
            "    gateway.subscription.cancel(one.id)"
        ),
    ),
    ChangesData(
        names=(".refund", ".void"),
        on=(_PAYMENTS,),
        each=True,
        verb=Verb.UPDATE,
        target="the account",
        store="payments",
        beside=_BESIDE,
        example=(
            f"{_START}for one in gateway.transaction.search().items:\n"
            "    gateway.transaction.refund(one.id)"
        ),
        twin=(
            f"{_START}for one in gateway.transaction.search(Found.batch == 'old').items:\n"
            "    gateway.transaction.refund(one.id)"
        ),
    ),
)
