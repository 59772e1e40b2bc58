"""Browser tests; a package, so that the app that they share ends with them."""
