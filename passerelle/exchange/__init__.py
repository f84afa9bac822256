"""Files in and out of the directory: each format reads and writes the same records; no file verifies anything."""
