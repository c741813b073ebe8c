"""How dates and numbers read, where Django's own choice for a language is not the one of our readers."""
