"""Messages on their way: queued, sent once, looked up, brought up to date; it knows no kind."""
