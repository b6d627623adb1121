"""newsarchive: a news scraper and archiver whose archive lives in git."""

__version__ = "0.1.0"
