"""What the quiz adds to templates of other apps."""
