"""Django's PostgreSQL backend, told under signature who acts."""
