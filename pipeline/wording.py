"""How numbers are written for a reader. Whatever writes a number into a story writes it with these."""
