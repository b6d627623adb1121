"""The program ended anywhere, and run again."""
