"""The public read API: how it is put together, what its answers share. What it tells, the rooms say."""
