"""What stands before an effect: conditions, questions, flags, and where the place runs."""
