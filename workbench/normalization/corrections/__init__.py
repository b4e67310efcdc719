"""Corrective actions on nonconformities, and warnings before there is one."""
