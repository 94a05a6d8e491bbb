"""Sign-in: passwords, the second factor, limits on guessing, roles and the sign-in log."""
