"""What the pages are made of: one component a file, each with ``show(...)``; a component owns its session keys."""
