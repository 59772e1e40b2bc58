"""The bench of stories: how much they tell of what an expert, or whoever planted it, knows of a table."""
