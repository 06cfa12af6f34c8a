"""The commands besides running: files, people, digests, diagnosis, measuring."""
