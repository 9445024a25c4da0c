"""A workflow is a table: from which states a move may be made, and where it leads."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

State = TypeVar("State", bound=Hashable)
Move = TypeVar("Move", bound=Hashable)


@dataclass(frozen=True)
class Workflow(Generic[State, Move]):
    """Where a matter starts and which moves it knows."""

    start: State
    moves: Mapping[Move, tuple[frozenset[State] | set[State], State]]

    def allows(self, state: State, move: Move) -> bool:
        """Whether the move may be made from that state."""
        return move in self.moves and state in self.moves[move][0]

    def after(self, move: Move) -> State:
        """The state in which the move ends."""
        return self.moves[move][1]

    def sources(self, move: Move) -> frozenset[State]:
        """The states from which the move may be made."""
        return frozenset(self.moves[move][0])

    @property
    def states(self) -> frozenset[State]:
        """Every state that the table knows."""
        known = {self.start}
        for sources, target in self.moves.values():
            known |= {target, *sources}
        return frozenset(known)

    @property
    def final(self) -> frozenset[State]:
        """States that no move leaves."""
        left = frozenset(source for sources, _ in self.moves.values() for source in sources)
        return self.states - left

    @property
    def reachable(self) -> frozenset[State]:
        """States that can be reached from the start."""
        found, news = set(), {self.start}
        while news:
            found |= news
            news = {target for sources, target in self.moves.values() if found & set(sources)} - found
        return frozenset(found)

    def drawing(self) -> str:
        """The table as a Mermaid state diagram; moves and states carry their Chinese labels."""
        lines = ["stateDiagram-v2", f"    [*] --> {_word(self.start)}"]
        for move, (sources, target) in self.moves.items():
            arrows = sorted(f"    {_word(source)} --> {_word(target)}" for source in sources)
            lines += [f"{arrow}: {_label(move)}" for arrow in arrows]
        lines += [f"    {_word(state)} --> [*]" for state in sorted(self.final, key=str)]
        lines += [f"    {_word(state)}: {_label(state)}" for state in sorted(self.states, key=str)]
        return "\n".join(lines) + "\n"


def _word(state: Hashable) -> str:
    return str(getattr(state, "value", state))


def _label(word: Hashable) -> str:
    return str(getattr(word, "label", word))
