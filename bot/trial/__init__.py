"""A company to try: starter people and questions, scripted learners, and the clock's driver."""
