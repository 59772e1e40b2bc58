"""What was measured, over time: the periods and seasons of series, of all rows and of groups."""
