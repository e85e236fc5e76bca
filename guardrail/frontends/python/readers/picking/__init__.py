"""What calls take away was picked by: a name, an age, a label, or nothing telling."""
