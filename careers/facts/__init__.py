"""Facts of occupations from official releases: read, compiled, published, shown."""
