"""Fuzzing of everything that reads what people write; see `targets.py`."""
