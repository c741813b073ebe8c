"""Adoption: rules, matrix, pages."""
