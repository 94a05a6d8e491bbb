"""Do the links that lead out of the guides still lead somewhere? Off unless LINK_CHECKS is set."""
