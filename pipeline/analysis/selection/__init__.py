"""Which candidates are worth telling, in which order, and what else might explain them."""
