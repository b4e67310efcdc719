"""Fit: what is claimed of an enterprise held against its logs, and the policy that decides when."""
