"""What answers questions on the graph: Oxigraph, rdflib, or a SPARQL server."""
