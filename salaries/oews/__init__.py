"""The survey's files: reading, checking, staging, comparing and publishing them."""
