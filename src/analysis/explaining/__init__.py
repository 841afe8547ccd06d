"""Explaining: why one coding, figure, quote or cell is what it is, in plain words."""
