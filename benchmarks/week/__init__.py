"""A simulated week: eight papers, six of which fall ill, crawled by the loop of `schedule run` under a clock that jumps."""
