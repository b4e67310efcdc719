"""Which column means what: names known here, mapping files, and proposals from content."""
