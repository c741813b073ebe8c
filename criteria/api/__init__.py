"""The library in the public read API."""
