"""Ways of answering, one file each."""
