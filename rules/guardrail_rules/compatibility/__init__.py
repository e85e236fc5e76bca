"""Rules on changes that break code that runs today."""
