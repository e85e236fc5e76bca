"""Stripe: customers deleted with what they subscribe to, subscriptions ended at once.

Source: the API reference of stripe-python 15 ("Delete a customer": "Permanently deletes a customer.
It cannot be undone. Also immediately cancels any active subscriptions").
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Is, Kind, Makes
from guardrail.knowledge.python.listed_rows import each_of
from guardrail.knowledge.python.rows import Argument, Row

_BESIDE = ("stripe",)
_LISTED, _SUBSCRIPTIONS = "stripe listed", "stripe class of subscriptions"
_OF_SOME = ("status", "customer", "customer_account", "price", "plan", "query", "test_clock")
"""What says which subscriptions; when one was made, or is collected, doesn't."""
_TAKEN = "the method takes any parameters"
_CLIENT = "import stripe\nclient = stripe.StripeClient(key)\n"

_PAYMENTS, _PAYMENT, _GOODS = "stripe payments", "stripe payment", "stripe goods"
_NARROWING = ("customer", "created", "payment_intent", "transfer_group", "query")
_BY_LIST = "import stripe\nfor one in stripe.{0}.list({1}).auto_paging_iter():\n    stripe."
_SOLD = ("Product", "Coupon", "Plan", "WebhookEndpoint", "Price", "PromotionCode", "TaxRate")
_OF_EACH = "import stripe\nfor one in stripe.{0}.list({1}).auto_paging_iter():\n    one.{2}()"
_BILLS, _BILL = "stripe invoices", "stripe invoice"
_IN_FORCE = (
    r"(?:(?:limit|expand|starting_after)=[^,]*,?|status='(?:open|paid)',?|type='card',?)*",
)
"""What is asked for that people rely on; whoever asks for drafts tidies up."""
_ENDING = ((Argument(-1, "cancel_at_period_end"), ("True",)),)
_OFF = ((Argument(-1, "active"), ("False",)),)

KINDS: tuple[Kind, ...] = (
    Is(names=("stripe.Charge", "stripe.PaymentIntent"), kind=_PAYMENTS),
    Gives(kind=_PAYMENTS, member="list() search()", gives=_PAYMENT, filters=_NARROWING),
    Gives(kind=_PAYMENT, member="auto_paging_iter() data for", gives=_PAYMENT),
    Is(names=tuple(f"stripe.{one}" for one in _SOLD), kind=_GOODS),
    Gives(
        kind=_GOODS, member="list()", gives="stripe listed goods", filters=("created", "product")
    ),
    Gives(
        kind="stripe listed goods",
        member="auto_paging_iter() data for",
        gives="stripe listed goods",
    ),
    Gives(kind="stripe listed goods", member="[]", gives="stripe listed goods"),
    Is(names=("stripe.Invoice", "stripe.PaymentMethod", "stripe.Payout"), kind=_BILLS),
    Gives(kind=_BILLS, member="list()", gives=_BILL, narrows=True, every=_IN_FORCE),
    Gives(kind=_BILL, member="auto_paging_iter() data for []", gives=_BILL),
    Makes(names=("stripe.StripeClient",), kind="stripe client", proxy="services are attributes"),
    Gives(kind="stripe client", member="v1", gives="stripe client"),
    Gives(kind="stripe client", member="customers", gives="stripe customers"),
    Gives(kind="stripe client", member="subscriptions", gives="stripe subscriptions"),
    Gives(
        kind="stripe subscriptions",
        member="list()",
        gives=_LISTED,
        filters=(Argument(0, "params"),),
    ),
    Is(names=("stripe.Subscription",), kind=_SUBSCRIPTIONS),
    Gives(
        kind=_SUBSCRIPTIONS,
        member="list() search()",
        gives=_LISTED,
        filters=_OF_SOME,
        every=(r"'(?:all|active|trialing)'",),
    ),
    Makes(
        names=("stripe.Customer.list", "stripe.Customer.search"),
        kind="stripe listed customers",
        unproved=_TAKEN,
    ),
    Makes(names=("stripe.Customer.retrieve",), kind="stripe customer", unproved=_TAKEN),
    Gives(
        kind="stripe listed customers",
        member="auto_paging_iter() data",
        gives="stripe listed customers",
    ),
    Gives(kind="stripe listed customers", member="for []", gives="stripe customer"),
    Gives(kind=_LISTED, member="auto_paging_iter()", gives=_LISTED),
    Gives(kind=_LISTED, member="data []", gives=_LISTED),
    Gives(kind=_LISTED, member="for", gives="stripe subscription"),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(
            "stripe.Subscription.cancel",
            "stripe.Subscription.delete",
            "stripe.Subscription.cancel_async",
        ),
        each=True,
        verb=Verb.DELETE,
        target="the account",
        store="stripe",
        beside=_BESIDE,
        unproved=_TAKEN,
        example="import stripe\nfor one in stripe.Subscription.list().auto_paging_iter():\n"
        "    stripe.Subscription.cancel(one.id)",
        twin="import stripe\n"
        'for one in stripe.Subscription.list(status="unpaid").auto_paging_iter():\n'
        "    stripe.Subscription.cancel(one.id)",
    ),
    ChangesData(
        names=(".cancel", ".cancel_async"),
        on=("stripe subscriptions",),
        each=True,
        verb=Verb.DELETE,
        target="the account",
        store="stripe",
        beside=_BESIDE,
        unproved=_TAKEN,
        example=f"{_CLIENT}for one in client.subscriptions.list().auto_paging_iter():\n"
        "    client.subscriptions.cancel(one.id)",
        twin=f'{_CLIENT}client.subscriptions.cancel("sub_7")',
    ),
    ChangesData(
        names=("stripe.Refund.create", "stripe.Refund.create_async"),
        each=True,
        verb=Verb.UPDATE,
        target="the account",
        store="payments",
        beside=_BESIDE,
        unproved=_TAKEN,
        example=_BY_LIST.format("Charge", "") + "Refund.create(charge=one.id)",
        twin=_BY_LIST.format("Charge", "customer='cus_7'") + "Refund.create(charge=one.id)",
    ),
    ChangesData(
        names=tuple(f"stripe.{one}.delete" for one in _SOLD),
        each=True,
        verb=Verb.DELETE,
        target="the account",
        store="stripe goods",
        beside=_BESIDE,
        unproved=_TAKEN,
        example=_BY_LIST.format("Product", "active=True") + "Product.delete(one.id)",
        twin=_BY_LIST.format("Product", "created={'lt': 7}") + "Product.delete(one.id)",
    ),
    ChangesObject(
        names=("stripe.Customer.delete", "stripe.Customer.delete_async"),
        what="customer with every subscription",
        store="stripe",
        target=Argument(0, "sid"),
        beside=_BESIDE,
        unproved=_TAKEN,
        example='import stripe\nstripe.Customer.delete("cus_7")',
        twin='import stripe\nstripe.Customer.retrieve("cus_7")',
    ),
    ChangesObject(
        names=(".delete", ".delete_async"),
        on=("stripe customers",),
        what="customer with every subscription",
        store="stripe",
        target=Argument(0, "customer"),
        beside=_BESIDE,
        unproved=_TAKEN,
        example=f'{_CLIENT}client.customers.delete("cus_7")',
        twin=f'{_CLIENT}client.customers.retrieve("cus_7")',
    ),
    ChangesObject(
        names=(".delete",),
        on=("stripe customer",),
        what="customer with every subscription",
        store="stripe",
        beside=_BESIDE,
        unproved=_TAKEN,
        example="import stripe\nfor one in stripe.Customer.list().auto_paging_iter():\n"
        "    one.delete()",
        twin="import stripe\nfor one in stripe.Customer.list().auto_paging_iter():\n"
        "    one.refresh()",
    ),
    ChangesObject(
        names=("stripe.Account.delete", "stripe.Account.delete_async"),
        what="account",
        store="stripe",
        target=Argument(0, "sid"),
        beside=_BESIDE,
        unproved=_TAKEN,
        example='import stripe\nstripe.Account.delete("acct_7")',
        twin='import stripe\nstripe.Account.retrieve("acct_7")',
    ),
    each_of(
        "stripe.Subscription.modify stripe.Subscription.modify_async",
        "",
        store="stripe",
        target="the account",
        verb=Verb.UPDATE,
        when=_ENDING,
        beside=_BESIDE,
        unproved=_TAKEN,
        example=_BY_LIST.format("Subscription", "status='active'")
        + "Subscription.modify(one.id, cancel_at_period_end=True)",
        twin=_BY_LIST.format("Subscription", "status='unpaid'")
        + "Subscription.modify(one.id, cancel_at_period_end=True)",
    ),
    each_of(
        ".cancel .cancel_async",
        "stripe subscription",
        store="stripe",
        target="the account",
        beside=_BESIDE,
        itself=True,
        unproved=_TAKEN,
        example=_OF_EACH.format("Subscription", "status='active'", "cancel"),
        twin=_OF_EACH.format("Subscription", "status='unpaid'", "cancel"),
    ),
    each_of(
        ".delete .delete_async",
        "stripe listed goods",
        store="stripe goods",
        target="the account",
        beside=_BESIDE,
        itself=True,
        unproved=_TAKEN,
        example=_OF_EACH.format("Coupon", "", "delete"),
        twin=_OF_EACH.format("Coupon", "created={'lt': 7}", "delete"),
    ),
    each_of(
        " ".join(f"stripe.{one}.modify" for one in ("Price", "Product", "PromotionCode")),
        "",
        store="stripe goods",
        target="the account",
        verb=Verb.UPDATE,
        when=_OFF,
        beside=_BESIDE,
        unproved=_TAKEN,
        example=_BY_LIST.format("Price", "") + "Price.modify(one.id, active=False)",
        twin=_BY_LIST.format("Price", "") + "Price.modify(one.id, nickname='old')",
    ),
    each_of(
        "stripe.Invoice.void_invoice stripe.Invoice.mark_uncollectible stripe.Invoice.delete"
        " stripe.PaymentMethod.detach stripe.Payout.cancel",
        "",
        store="stripe",
        target="the account",
        beside=_BESIDE,
        unproved=_TAKEN,
        example=_BY_LIST.format("Invoice", "status='open'") + "Invoice.void_invoice(one.id)",
        twin=_BY_LIST.format("Invoice", "customer='cus_7'") + "Invoice.void_invoice(one.id)",
    ),
    each_of(
        ".void_invoice .mark_uncollectible .detach",
        _BILL,
        store="stripe",
        target="the account",
        beside=_BESIDE,
        itself=True,
        unproved=_TAKEN,
        example=_OF_EACH.format("PaymentMethod", "type='card'", "detach"),
        twin=_OF_EACH.format("PaymentMethod", "customer='cus_7'", "detach"),
    ),
)
