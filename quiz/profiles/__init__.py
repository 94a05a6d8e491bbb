"""The profile: people answer it, and read which careers fit (`quiz.matching` decides)."""
