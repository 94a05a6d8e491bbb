"""What every room uses: CSV, uploads, error pages, privacy headers, figures, client addresses.

It imports no other room.
"""
