"""Internal audits: which cases are looked at, what is asked, and what follows from the answers."""
