"""What a user asks for: to submit, cancel, retry and look at jobs."""
