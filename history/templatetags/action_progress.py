"""How far actions are, in the templates of pages that name them: those rooms know nothing of this one."""

from django import template

register = template.Library()


@register.simple_tag
def progress_of(organisation):
    """action → what has been recorded about it, by one query."""
    return {row.action: row for row in organisation.actions.all()} if organisation else {}


@register.inclusion_tag("history/_state.html")
def action_state(progress, action):
    return {"row": progress.get(action)}
