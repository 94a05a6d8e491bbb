"""What counselors see of quiz results: rows, files, one student, and the summary."""
