"""Feeds, sitemaps and robots.txt files that are not as they should be."""
