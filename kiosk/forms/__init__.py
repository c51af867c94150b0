"""Forms defined by the platform: JSON Schema 2020-12 and layout hints become pages, prefill, validation."""
