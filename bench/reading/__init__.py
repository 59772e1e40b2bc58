"""How well files are read, beside what others make of them."""
