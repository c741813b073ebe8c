"""Adoption: which network asks for what, decided by its coordinators and shown to everybody."""
