"""The contract with the provincial platform and the client that keeps it."""
