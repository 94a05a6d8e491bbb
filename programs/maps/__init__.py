"""The map of what the finder found: outlines of the states, points, and where labels stand."""
