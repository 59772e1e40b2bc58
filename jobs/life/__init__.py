"""The state of a job from queue to end, and what is known of all jobs together."""
