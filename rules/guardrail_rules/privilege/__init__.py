"""Rules on rights that are too wide and protections that are switched off."""
