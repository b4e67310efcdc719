"""What goes wrong around the workbench: tampering, kills, crowds, full disks – a few here, many by `python -m tests.faults`."""
