"""Starter content: readable data files, checked against a schema, loaded once into an empty portal."""

from portal.seed.loading import load_all, load_examples, register, register_examples

__all__ = ["load_all", "load_examples", "register", "register_examples"]
