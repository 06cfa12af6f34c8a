"""Replies as they come in, what people mark themselves, and what they see differently."""
