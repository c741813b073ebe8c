"""Who belongs to a network: asking, inviting, deciding, leaving, and what each role may do."""
