"""Criteria side by side: which numbers can be compared, what differs, and what stands on one topic."""
