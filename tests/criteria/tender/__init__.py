"""Tests of selections."""
