"""The terminal: flows, forms, identity, documents, the platform's contract and the runtime that joins them."""
