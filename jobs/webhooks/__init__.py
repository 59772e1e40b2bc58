"""Telling a server of the user's that a job has ended."""
