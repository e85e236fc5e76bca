"""Nightly: removes drafts that nobody came back to."""

from datetime import timedelta

from django.utils import timezone

from orders.models import Order


def tidy() -> int:
    """Delete the drafts older than a month and say how many there were."""
    old = timezone.now() - timedelta(days=30)
    removed, _ = Order.objects.filter(status="draft", created__lt=old).delete()
    return removed
