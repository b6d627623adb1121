"""When each source is crawled, here or where something else keeps the time."""
