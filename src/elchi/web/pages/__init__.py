"""The pages, one module a subject; each handler takes what the library answers and gives it to a template."""
