"""The offline grader fitted to graded answers, and measured on them."""
