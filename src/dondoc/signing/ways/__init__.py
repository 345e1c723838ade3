"""What stands behind the port to sign by (các cách ký): a file, a token, a remote service, the VGCA program.

Each is a `port.Key`, which signs hashes, or a program that gives back a whole file, which is then distrusted.
"""
