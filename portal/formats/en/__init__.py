"""English as European public bodies write it."""
