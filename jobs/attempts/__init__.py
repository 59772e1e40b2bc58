"""One attempt at a job: here in a process of its own, or by a service outside."""
