"""Every state that a guide was in, what differs between two, and the way back to an earlier one.

A state is kept whole (snapshot.py), since a guide is read whole and fourteen tables make it up.
Why not a history table beside each of them: docs/decisions/0011-history-is-whole-guides.md.
"""
