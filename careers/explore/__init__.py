"""Exploring: every public career as one row, filtered, counted, sorted and drawn."""
