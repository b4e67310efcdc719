"""One file a view: each reads a result and shows it."""
