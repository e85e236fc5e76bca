"""What the shop remembers."""

from django.db import models


class Order(models.Model):
    """Something a customer wants."""

    customer = models.CharField(max_length=200)
    status = models.CharField(max_length=20, default="draft")
    created = models.DateTimeField(auto_now_add=True)
    note = models.TextField(null=True)
