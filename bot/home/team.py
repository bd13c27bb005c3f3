"""What admins see on their Home besides: catalog, model, feedback, cost. Pure."""

from collections.abc import Iterator

from bot.ages import ago
from bot.blocks.message import Block, context, section
from bot.costs import dollars
from bot.escape import Mrkdwn, mrkdwn
from bot.home.page import ModelCost, PositionCount, TeamFigures

BAR = 10
"""Characters of a whole bar."""
MODELS_SHOWN = 5
POSITIONS_SHOWN = 3


def team_blocks(team: TeamFigures) -> Iterator[Block]:
    """Return the section for admins."""
    yield {"type": "divider"}
    yield {"type": "header", "text": {"type": "plain_text", "text": "For admins", "emoji": True}}
    waiting = f"{team.waiting:,} waiting for an answer" if team.waiting else "nothing waiting"
    yield section(
        Mrkdwn(
            f"*Catalog*  {team.items:,} items{_changed(team)}\n"
            f"*Model*  {mrkdwn(team.model, 100) or 'none: the built-in ranker answers'}{_in_its_place(team)}\n"
            f"*Requests*  {waiting}"
        )
    )
    yield section(Mrkdwn("\n".join([f"*Model calls this month*{_dollars(team.dollars)}", *_costs(team.costs)])))
    rated = f"*Feedback on the picks of the last {team.feedback_days} days*"
    yield section(Mrkdwn("\n".join([rated, *_feedback(team)])))
    yield context(Mrkdwn("Admins are named in the setting `RECBOT_ADMINS`. No person's data is shown here."))


def _changed(team: TeamFigures) -> str:
    """Return when the catalog changed: each client counts on from there by itself."""
    if team.changed_at is None:
        return ""
    return f", changed {_ago(team.changed_at, team.at)}"


def _in_its_place(team: TeamFigures) -> str:
    """Return how often the built-in ranker had to answer, as an admin sees a model that fails nowhere else."""
    state = team.model_state
    if not team.model or not state.asked:
        return ""
    if state.fell_back_at is None:
        return f", answered all {state.asked:,} requests this month"
    share = f"{state.fell_back:,} of {state.asked:,} requests this month ({state.fell_back / state.asked:.0%})"
    return f", the built-in ranker answered {share} in its place, most recently {_ago(state.fell_back_at, team.at)}"


def _ago(at: float, now: float) -> str:
    return f"<!date^{int(at)}^{{ago}}|{ago(now - at)}>"


def _dollars(spent: float | None) -> str:
    if spent is None:
        return ""
    return f"  {dollars(spent)}"


def _costs(costs: tuple[ModelCost, ...]) -> Iterator[Mrkdwn]:
    if not costs:
        yield Mrkdwn("None.")
    for cost in costs[:MODELS_SHOWN]:
        yield Mrkdwn(
            f"{mrkdwn(cost.model, 100)}: {cost.calls:,} calls, {cost.tokens_in:,} tokens in, {cost.tokens_out:,} out, "
            f"{cost.seconds / max(cost.calls, 1):.1f} s each"
        )
    if len(costs) > MODELS_SHOWN:
        yield Mrkdwn(f"and {len(costs) - MODELS_SHOWN} more models")


def _feedback(team: TeamFigures) -> Iterator[Mrkdwn]:
    """Yield a line for each position: the share of thumbs up among all thumbs, as a bar."""
    if not any(count.liked + count.disliked for count in team.feedback.values()):
        shown = sum(count.shown for count in team.feedback.values())
        yield Mrkdwn(f"{shown:,} picks shown, none rated yet.")
        return
    for position in sorted(team.feedback)[:POSITIONS_SHOWN]:
        yield Mrkdwn(f"`{position}. {_bar(team.feedback[position])}`")


def _bar(count: PositionCount) -> str:
    rated = count.liked + count.disliked
    share = count.liked / rated if rated else 0.0
    filled = round(share * BAR)
    return f"{'█' * filled}{'░' * (BAR - filled)} {share:4.0%} of {rated:,} liked, {count.shown:,} shown"
