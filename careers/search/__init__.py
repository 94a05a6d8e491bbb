"""Finds careers by what people call them."""
