"""What the app stands on: its settings, its log, its folder, and the embedded MongoDB and Redis."""
