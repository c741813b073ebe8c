"""Settings by environment: `development`, `test` and `production` build on `base`."""
