"""The library's starter content: schema of the data files, and how they are loaded."""
