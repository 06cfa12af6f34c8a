"""The Web API: one module a family of methods, and one that serves every call."""
