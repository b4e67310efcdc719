"""The cases of one process: chosen among, listed, drawn over time, one by one, and as variants."""
