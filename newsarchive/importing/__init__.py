"""Articles that are written down already: the posts of a Jekyll archive, and records as lines of JSON."""
