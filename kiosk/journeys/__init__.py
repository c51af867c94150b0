"""Scripted runs that drive the real programs from outside, as a person would."""
