"""The use cases, one module a verb, and the ports through which they reach the world."""
