"""What a team can do, and what its manager reads of it."""
