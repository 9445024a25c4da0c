"""Units, posts, people, appointments, grants; who is acting; sign-in."""
