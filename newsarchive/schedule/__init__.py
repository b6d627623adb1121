"""When each source is crawled: its pace, what is due, and the loop that keeps an archive crawling."""
