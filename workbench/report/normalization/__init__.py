"""Pages of normalization as data: the chain with its objectives and sheets, audits, corrective actions, the management review."""
