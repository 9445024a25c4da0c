"""The commands, one module each, in the order in which help lists them.

A command module says NAME, HELP (Chinese, English), add_arguments(parser), run(args) -> exit code. The
instance is made ready before run(), unless the module says BARE = True. Models are imported inside run():
when the module is imported Django is not set up.
"""

from types import ModuleType

from . import (
    backtest,
    demo,
    docs,
    export,
    import_,
    init,
    manage,
    proposals,
    publish,
    ranking,
    replay,
    scores,
    serve,
    tally,
    verify,
)

COMMANDS: tuple[ModuleType, ...] = (
    serve,
    init,
    demo,
    import_,
    export,
    tally,
    publish,
    scores,
    ranking,
    proposals,
    replay,
    backtest,
    verify,
    docs,
    manage,
)
