"""What a user would run instead, on the same files in turn: seconds, peak memory and ratios."""
