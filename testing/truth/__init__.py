"""Tables with known truths: what is planted in them, what they hold, and how a story is scored against it."""
