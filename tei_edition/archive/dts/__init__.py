"""TEI texts → what Distributed Text Services 1.0 says of them: collections, citation trees, units, passages."""
