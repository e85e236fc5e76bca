"""The analysis process: reads and judges what the server asks for, one thing at a time."""
