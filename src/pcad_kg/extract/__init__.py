"""Passages → items: one module per kind, none of which imports another."""
