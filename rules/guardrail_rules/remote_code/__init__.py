"""Rules on code that runs without anybody here having read it."""
