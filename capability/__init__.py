"""What someone can do now: the estimate with its range, the team's summary and struggle."""
