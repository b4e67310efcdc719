"""Where work is executed: systems, functions, data between them, and who may use what."""
