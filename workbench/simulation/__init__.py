"""A design played forward: people with their hours do the steps of cases, each when it may and can be done."""
