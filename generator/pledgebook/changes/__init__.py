"""What changed between two models, as values that explain themselves in words.

Knows records, verdicts and how to tell what a change means. Must not know Git, files or the
clock: both models and the date are arguments.
"""
