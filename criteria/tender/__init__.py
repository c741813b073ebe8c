"""From the library into a tender: what a procurer picks."""
