"""Reviewing: what waits for a person, how it is written and read back, and what a changed codebook flips."""
