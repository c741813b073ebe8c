"""The models of this room, by topic."""
