"""Filters: small values that compose, keep part of a log, and say what they kept."""
