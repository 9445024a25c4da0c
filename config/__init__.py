"""Settings, addresses and the database backend of the one Django project."""
