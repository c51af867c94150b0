"""The operations of the contract, one module a group; `client.PlatformClient` is all of them."""
