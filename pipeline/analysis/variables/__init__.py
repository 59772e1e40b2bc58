"""What the columns are: their roles, a sample of their values, what follows from them, and their time."""
