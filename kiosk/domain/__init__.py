"""Frozen value types and rules of the matter; standard library and msgspec only."""
