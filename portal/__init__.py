"""The shared floor: settings, page base, media, rights, mail and the embedded database. Knows no room."""
