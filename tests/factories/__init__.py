"""Plain functions that make records for tests, one module per room."""
