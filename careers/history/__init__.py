"""Versions of guides: every state a guide was in, how two differ, and how to return to one.

A state is stored whole (snapshot.py), since a guide is read whole and fourteen tables make it up.
Why not a history table beside each of them: docs/decisions/0011-history-is-whole-guides.md.
"""
