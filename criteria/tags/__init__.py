"""One vocabulary of tags for criteria, guidance, news and events."""
