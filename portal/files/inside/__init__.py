"""What runs in the guarded process: parsers that meet hostile files. Nothing here may import Django or settings."""
