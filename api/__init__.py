"""The HTTP API under ``/api``, and the identity of its callers."""
