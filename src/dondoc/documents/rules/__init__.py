"""Pure rules about documents (thể thức văn bản): the document as a value."""
