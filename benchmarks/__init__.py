"""What is measured, always as a ratio against a peer or a bare baseline in the same run."""
