"""Who is on the roster, and what they and administrators decide."""
