"""Faults that can't be done."""


class LeftOutError(Exception):
    """The fault can't be done here, or at this moment; the message says why."""
