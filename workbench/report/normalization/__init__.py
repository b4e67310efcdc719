"""What the normalization of an enterprise looks like – plan, releases, monitor, chain, audits, reviews – as data for every outlet."""
