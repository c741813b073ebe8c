"""Criteria from files: read, checked against the library without writing, imported in one transaction, undone."""
