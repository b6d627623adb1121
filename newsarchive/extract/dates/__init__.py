"""Dates as the world's news writes them, from words to moments."""
