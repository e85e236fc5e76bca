"""A project whose migrations are judged as Python, and as the SQL that Django makes of them."""
