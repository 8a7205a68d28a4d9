"""The engine that reads language folders."""
