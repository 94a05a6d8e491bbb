"""Imports of public files: from an upload to published figures, whatever kind of file it is.

A kind of file (see `imports.kinds`) brings its layout, checks, comparison and publication; reading,
staging, locking, progress, and the pages in admin are here.
"""
