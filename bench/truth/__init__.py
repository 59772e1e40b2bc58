"""The bench of truth: data whose facts are known, and how many of them the analysis tells."""
