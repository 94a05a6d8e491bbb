"""Who may sign in, and how: passwords, a second factor, the limits on guessing, and the log."""
