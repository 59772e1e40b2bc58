"""Processes that open files of strangers: kept from secrets and the network, bounded, and killed at any moment."""
