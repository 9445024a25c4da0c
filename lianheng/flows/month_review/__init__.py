"""月底点评: a review drafted from facts, each sentence on its numbers; edited, signed, handed out."""

from .signing import draft, sign

__all__ = ["draft", "sign"]
