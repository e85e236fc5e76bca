"""What the shop remembers."""

from django.db import models


class Order(models.Model):
    """Something a customer wants."""

    customer = models.CharField(max_length=200)
    status = models.CharField(max_length=20, default="draft")
    created = models.DateTimeField(auto_now_add=True)
    note = models.TextField(null=True)


class LegacyOrder(models.Model):
    """Orders taken over from the first shop, kept for the tax office until 2031."""

    customer = models.CharField(max_length=200)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    retired = models.DateTimeField(null=True)
