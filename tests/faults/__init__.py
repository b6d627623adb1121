"""The program ended, or refused, at every place where it touches the world."""
