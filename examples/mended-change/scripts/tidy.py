"""Nightly: removes drafts that nobody came back to."""

from datetime import timedelta

from django.utils import timezone

from orders.models import Order


def tidy(now=timezone.now) -> int:
    """Delete the drafts older than a month and say how many there were."""
    removed, _ = Order.objects.filter(
        status="draft", created__lt=now() - timedelta(days=30)
    ).delete()
    return removed
