"""Where the site meets the world outside: pages and files that leave it, files that come in.

Every part of the site may use these modules, and they use none of its parts.
"""
