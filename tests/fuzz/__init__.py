"""Damaged documents, long use, sockets."""
