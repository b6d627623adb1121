"""Pages and texts that are no article: captchas, notices, lists."""
