"""The graph as a web site, as linked data and as a SPARQL endpoint, on one server."""
