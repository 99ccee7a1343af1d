"""The status site: a snapshot in, plain files out; nothing in it needs a server or a network."""
