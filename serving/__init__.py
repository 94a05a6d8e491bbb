"""What keeps the site running: limits, logs, metrics, the doctor, backups."""
