"""Comparing: from codings and outcomes to what the cases share, how they differ, and what so few of them can carry."""
