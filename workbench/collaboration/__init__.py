"""How people work together, as measures over arrays: who does what, who hands over to whom, who has cases in common."""
