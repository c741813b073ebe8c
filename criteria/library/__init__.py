"""Finding criteria: what is published, how it is searched, filtered, counted and shown."""
