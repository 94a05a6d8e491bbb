"""A way to keep passwords that counts how often it works."""

from typing import Any

from django.contrib.auth.hashers import MD5PasswordHasher


class Counting(MD5PasswordHasher):
    hashed = 0

    def encode(self, *args: Any, **kwargs: Any) -> str:
        Counting.hashed += 1
        return super().encode(*args, **kwargs)
