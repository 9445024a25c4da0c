"""Rules of the assessment: points, scores and places, the ladder, the year, ballots."""

from lianheng.assessment.terms import (
    BacktestMove,
    BacktestState,
    DocumentedMove,
    DocumentedState,
    DraftMove,
    DraftState,
    MonthMove,
    MonthState,
    ObjectionMove,
    ObjectionState,
    ProposalMove,
    ProposalState,
    ReviewMove,
    ReviewState,
    RoundMove,
    RoundState,
    YearMove,
    YearState,
)
from lianheng.kernel.workflow import Workflow

OBJECTION_WORKDAYS = 5
ANSWER_WORKDAYS = 10

MONTH_WORKFLOW: Workflow[MonthState, MonthMove] = Workflow(
    start=MonthState.OPEN,
    moves={
        MonthMove.TALLY: ({MonthState.OPEN}, MonthState.TALLIED),
        MonthMove.PUBLISH: ({MonthState.TALLIED}, MonthState.PUBLISHED),
    },
)

OBJECTION_WORKFLOW: Workflow[ObjectionState, ObjectionMove] = Workflow(
    start=ObjectionState.FILED,
    moves={
        ObjectionMove.UPHOLD: ({ObjectionState.FILED}, ObjectionState.UPHELD),
        ObjectionMove.DISMISS: ({ObjectionState.FILED}, ObjectionState.DISMISSED),
    },
)

PROPOSAL_WORKFLOW: Workflow[ProposalState, ProposalMove] = Workflow(
    start=ProposalState.OPEN,
    moves={
        ProposalMove.ADOPT: ({ProposalState.OPEN}, ProposalState.ADOPTED),
        ProposalMove.DECLINE: ({ProposalState.OPEN}, ProposalState.DECLINED),
    },
)

REVIEW_WORKFLOW: Workflow[ReviewState, ReviewMove] = Workflow(
    start=ReviewState.DRAFTING,
    moves={ReviewMove.SIGN: ({ReviewState.DRAFTING}, ReviewState.SIGNED)},
)

YEAR_WORKFLOW: Workflow[YearState, YearMove] = Workflow(
    start=YearState.OPEN,
    moves={
        YearMove.PREPARE: ({YearState.OPEN}, YearState.PREPARED),
        YearMove.PUBLISH: ({YearState.PREPARED}, YearState.PUBLISHED),
    },
)

DOCUMENTED_WORKFLOW: Workflow[DocumentedState, DocumentedMove] = Workflow(
    start=DocumentedState.PROPOSED,
    moves={
        DocumentedMove.CONFIRM: ({DocumentedState.PROPOSED}, DocumentedState.CONFIRMED),
        DocumentedMove.DECLINE: ({DocumentedState.PROPOSED}, DocumentedState.DECLINED),
    },
)

ROUND_WORKFLOW: Workflow[RoundState, RoundMove] = Workflow(
    start=RoundState.PLANNED,
    moves={
        RoundMove.OPEN: ({RoundState.PLANNED}, RoundState.OPENED),
        RoundMove.CLOSE: ({RoundState.OPENED}, RoundState.CLOSED),
    },
)

DRAFT_WORKFLOW: Workflow[DraftState, DraftMove] = Workflow(
    start=DraftState.DRAFTED,
    moves={
        DraftMove.ADOPT: ({DraftState.DRAFTED}, DraftState.ADOPTED),
        DraftMove.DROP: ({DraftState.DRAFTED}, DraftState.DROPPED),
    },
)

BACKTEST_WORKFLOW: Workflow[BacktestState, BacktestMove] = Workflow(
    start=BacktestState.WAITING,
    moves={
        BacktestMove.BEGIN: ({BacktestState.WAITING, BacktestState.RUNNING}, BacktestState.RUNNING),
        BacktestMove.FINISH: ({BacktestState.RUNNING}, BacktestState.DONE),
        BacktestMove.FAIL: ({BacktestState.WAITING, BacktestState.RUNNING}, BacktestState.FAILED),
    },
)
