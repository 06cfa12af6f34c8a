"""Blocks: what Slack accepts, and with which words it refuses the rest."""
