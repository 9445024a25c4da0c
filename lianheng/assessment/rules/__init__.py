"""Rules of the assessment: points, scores and places, the ladder of consequences."""

from lianheng.assessment.terms import (
    MonthMove,
    MonthState,
    ObjectionMove,
    ObjectionState,
    ProposalMove,
    ProposalState,
    ReviewMove,
    ReviewState,
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
