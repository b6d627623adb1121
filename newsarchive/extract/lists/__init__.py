"""What feeds, sitemaps and pages of headlines say: which articles there are."""
