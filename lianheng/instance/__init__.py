"""One installation: its folder, its secrets, its database server, its processes. No Django here."""
