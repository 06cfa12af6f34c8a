"""Messages on their way: queued, sent exactly once, looked up, brought up to date. It knows no kind."""
