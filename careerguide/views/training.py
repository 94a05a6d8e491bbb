"""A career's training pages."""
