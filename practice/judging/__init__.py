"""What a reply is worth and what it teaches: marks, grades, beliefs, estimates, reviews."""
