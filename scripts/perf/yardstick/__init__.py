"""Parts of reference.py."""
