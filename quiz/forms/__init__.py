"""Forms for taking the quiz and for what can be done with a result."""
