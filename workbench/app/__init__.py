"""The app of process owners: Streamlit around what the rooms below have worked out; a view computes nothing."""

from workbench.app.launching import serve

__all__ = ["serve"]
