"""The register in a browser: pages and a REST API, a thin face on the library like the command line."""
