"""What the normalization of an enterprise looks like: plan, releases, monitor and chain as data that every outlet shows."""
