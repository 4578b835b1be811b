"""The guard in conftest.py that keeps every test off the network."""

import socket

import pytest


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "example.invalid"])
def test_a_test_that_reaches_for_the_network_fails(host):
    with pytest.raises(AssertionError, match="offline"):
        socket.create_connection((host, 9))
