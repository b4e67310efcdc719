"""The same alignment seen from other sides: time, performers and data beside the flow."""
