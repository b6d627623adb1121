"""What is written down of each run: one line an article, for people or for programs, and never a secret."""
