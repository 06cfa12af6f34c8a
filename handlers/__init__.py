"""What arrives from Slack: commands, replies, home, bank, team, review.

A handler is thin: acknowledge, parse, one call into `practice`, render.
"""
