"""Learners who forget, and the policies that choose their questions: planning judged by outcome.

What a learner truly can do is known here and to nobody else: a policy sees replies alone.
"""
