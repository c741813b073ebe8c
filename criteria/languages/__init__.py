"""Texts of criteria in several languages: writing, checking, and reading them beside the original."""
