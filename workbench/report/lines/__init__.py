"""The same results as lines for a terminal."""
