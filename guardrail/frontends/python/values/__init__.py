"""What expressions amount to: texts, numbers, lists, dictionaries, and who chose them."""
