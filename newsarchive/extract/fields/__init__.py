"""What a page says about its article: title, dates, publisher, authors, and the rest."""
