"""What serves the site: the page cache, the read replica, limits, logs, metrics and probes."""
