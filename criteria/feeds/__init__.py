"""Feeds of the library: what changed, for feed readers."""
