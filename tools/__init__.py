"""What builds, measures and documents the project; no part of the program."""
