"""Checks the links of guides to other sites. Off unless LINK_CHECKS is set."""
