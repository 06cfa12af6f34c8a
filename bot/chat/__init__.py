"""A chat in a terminal: questions and answers as text, with which an author tries a bank."""
