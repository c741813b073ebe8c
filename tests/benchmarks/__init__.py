"""Measures pages and facets beside plain baselines of the same run: `make benchmark`."""
