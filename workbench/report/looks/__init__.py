"""What organization and technology look like from all sides: each look a drawing with its table, or why there is nothing to see."""
