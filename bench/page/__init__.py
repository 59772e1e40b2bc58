"""How fast a story is to see, in a real browser that has seen nothing before."""
