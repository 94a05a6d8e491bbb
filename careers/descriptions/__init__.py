"""What every occupation is, in our own words: read from files, checked, published."""
