"""Texts in the making: literals, concatenation, formatting, and what is known of them."""
