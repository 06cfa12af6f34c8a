"""How well a reply was: the Grader protocol, choice, rubric matcher, language model, verdict."""
