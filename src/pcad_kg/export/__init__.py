"""The graph as files that viewers open looking right, one look for all of them."""
