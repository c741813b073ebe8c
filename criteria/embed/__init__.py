"""A criterion on other people's pages: a card for an iframe, and oEmbed to find it."""
