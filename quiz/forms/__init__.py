"""Forms of the quiz: taking it, and what is done with a result."""
