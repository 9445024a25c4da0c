"""A request as our screens know it: the actor stands on it."""

from django.http import HttpRequest

from .actor import Actor


class Request(HttpRequest):
    """A request after the middleware has put the actor on it."""

    actor: Actor
