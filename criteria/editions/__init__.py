"""Published wordings: how they are numbered, kept, compared and cited."""
