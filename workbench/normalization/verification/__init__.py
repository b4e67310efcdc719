"""What new evidence proves of an adjustment: exposures, judgements, effects and side effects."""
