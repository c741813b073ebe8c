"""The library: criteria, the words they are described with, and the ways to find them."""
