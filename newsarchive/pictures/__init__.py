"""Pictures that an archive keeps: what they are, where they lie, and which of them an article shows."""
