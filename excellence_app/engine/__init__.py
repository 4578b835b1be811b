"""Pure functions over the domain: what answers earn, what labels ask, what to do next."""
