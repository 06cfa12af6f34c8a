"""What somebody is asked next, and when."""
