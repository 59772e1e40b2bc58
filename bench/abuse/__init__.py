"""What files made to do harm cost the app and its other visitors."""
