"""Another enterprise than the demo, of another kind: a fictional medical laboratory told in code, and what is planted in it."""
