"""The plots of facts: what each one's chart shows, counted from the view or taken from the fact's own values."""
