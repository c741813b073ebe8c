"""Starter content: readable data files, checked against a schema, loaded once into an empty portal."""

from portal.seed.loading import load_all, load_examples, register, register_examples
from portal.seed.reading import StarterDataError, read

__all__ = ["StarterDataError", "load_all", "load_examples", "read", "register", "register_examples"]
