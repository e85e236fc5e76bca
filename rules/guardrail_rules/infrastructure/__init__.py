"""Rules on managed resources."""
