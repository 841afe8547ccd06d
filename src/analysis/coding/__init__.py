"""Coding: from sentences to codes by the codebook's cues, and the decisions of people laid over them."""
