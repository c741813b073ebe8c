"""Editions: numbering, comparing, keeping, citing."""
