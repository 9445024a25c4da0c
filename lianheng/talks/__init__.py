"""Talks of every kind: arranged, notified, held, read and confirmed by the person concerned, followed up."""
