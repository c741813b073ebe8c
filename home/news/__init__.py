"""News and its feed."""
