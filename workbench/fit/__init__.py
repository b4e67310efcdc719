"""Fit: where design, duties, technology and what happened disagree, as findings."""
