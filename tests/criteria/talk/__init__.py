"""Tests of what members say to each other."""
