"""Whether the three stores of an archive still say the same: its index, its repositories, and its captures."""
