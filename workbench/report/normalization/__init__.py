"""What normalization looks like – plan, releases, monitor, chain, audits, reviews – as data that every outlet shows."""
