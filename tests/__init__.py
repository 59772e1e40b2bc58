"""The tests; a package of its own name, so that no installed package called tests stands before it."""
