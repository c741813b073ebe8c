"""Events and the people who register for them."""
