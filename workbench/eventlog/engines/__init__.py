"""Where a log is counted: arrays in this process, Ibis expressions in a database, Spark on a cluster."""
