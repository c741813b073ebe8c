"""Guidelines, tools and cases that members share: writing, reviewing, publishing, reading."""
