"""Messages on their way: queued, sent exactly once, looked up, kept up to date. Knows no kind."""
