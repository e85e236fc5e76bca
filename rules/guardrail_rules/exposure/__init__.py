"""Rules on data that leaves the database, and doors that are opened to it."""
