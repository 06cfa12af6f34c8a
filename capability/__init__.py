"""What someone can do now: the estimate with its band, the team's summary and struggle.

Also how well all that holds: fitting and evaluation on logs.
"""
