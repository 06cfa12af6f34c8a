"""When and what next: memory (py-fsrs), the calendar of working hours, and the planner."""
