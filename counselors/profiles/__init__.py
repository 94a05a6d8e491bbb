"""What counselors see of profiles: rows, files, one student, and the summary."""
