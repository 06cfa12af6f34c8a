"""Turning rows into what people see, a module a kind of message."""
