"""Uploaded files: what may stay, what they are called, what is in them, and how they are handed out."""
