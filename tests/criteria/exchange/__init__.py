"""The library for programs: API, files, feeds, cards."""
