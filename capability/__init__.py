"""What someone can do now: the estimate with its band, the team's summary and struggle."""
