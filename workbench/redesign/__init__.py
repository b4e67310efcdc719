"""What to change, and what it is worth: changes as values, and the organization that suits the work best."""
