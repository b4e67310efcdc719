"""First looks at a log, as types with tables: variants, what follows what, cases, staffing, throughput, dotted chart."""
