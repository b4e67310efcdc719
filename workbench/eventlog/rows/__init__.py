"""Raw rows become a log: coded columns, times, lifecycles, one total order."""
