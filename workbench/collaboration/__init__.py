"""How people work together: who does what, who hands over to whom, how busy they are."""
