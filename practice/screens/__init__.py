"""What somebody sees, as views."""
