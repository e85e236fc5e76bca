"""Measurements: speed and memory against the budgets, and false alarms on real projects."""
