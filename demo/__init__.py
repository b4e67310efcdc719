"""The demo enterprise: its specification, and the seeded generator that plants what the workbench has to find."""
