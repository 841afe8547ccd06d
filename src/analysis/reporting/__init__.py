"""Reporting: from executed notebooks to pages that lead back to their sources, and the check of the finished pages."""
