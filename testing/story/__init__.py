"""What a story tells of what an analyst would: of public tables, and of business tables with planted facts."""
