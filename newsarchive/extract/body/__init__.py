"""Where the body of a page is, and what of it belongs to the article."""
