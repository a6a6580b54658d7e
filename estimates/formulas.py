"""Each step of the reckoning as a sentence with the firm's own numbers: low / likely / high where they differ."""

from django.utils.translation import gettext_lazy

from estimates.figures import slashed

SENTENCES = {
    "images": gettext_lazy(
        "%(cameras)s cameras × %(rate)s pictures/s × 3,600 s × %(hours)s h × %(days)s days = %(result)s pictures a month"
    ),
    "busy": gettext_lazy(
        "%(images)s pictures ÷ %(speed)s pictures/s ÷ 3,600 s = %(result)s card hours of bare work a month"
    ),
    "cards": gettext_lazy(
        "%(cameras)s cameras × %(rate)s pictures/s ÷ (%(speed)s pictures/s × %(share)s%%) → cards at the same time, rounded up: %(result)s"
    ),
    "running_rented": gettext_lazy(
        "Cards: %(cards)s × %(hours)s h × %(days)s days = %(result)s card hours a month, since a rented card is paid for while it waits"
    ),
    "running_own": gettext_lazy("The cards stand in your own machine: %(result)s card hours to rent for judging"),
    "training": gettext_lazy(
        "%(runs)s retrainings a year × %(length)s card hours ÷ 12 = %(result)s card hours of training a month"
    ),
    "card_hours": gettext_lazy("%(running)s + %(training)s = %(result)s card hours to rent a month"),
    "page": gettext_lazy("%(characters)s characters × %(ratio)s tokens = %(result)s tokens a page"),
    "reading_sent": gettext_lazy(
        "New documents: %(pages)s pages × %(reads)s readings × %(page)s tokens = %(result)s tokens sent a month"
    ),
    "reading_written": gettext_lazy(
        "New documents: %(pages)s pages × %(reads)s readings × %(each)s tokens = %(result)s tokens written a month"
    ),
    "asking_sent": gettext_lazy(
        "Questions: %(questions)s a day × %(days)s days × %(calls)s calls × %(each)s tokens = %(result)s tokens sent a month"
    ),
    "asking_written": gettext_lazy(
        "Questions: %(questions)s a day × %(days)s days × %(calls)s calls × %(each)s tokens = %(result)s tokens written a month"
    ),
    "stock": gettext_lazy("Documents in stock: %(pages)s pages × %(page)s tokens = %(result)s tokens, once"),
    "rent": gettext_lazy(
        "%(card_hours)s card hours × 12 months × CNY %(price)s ÷ 10,000 = %(result)s × 10,000 yuan a year"
    ),
    "calls": gettext_lazy(
        "((%(sent)s sent × 12 + %(once)s once) × CNY %(price_in)s + %(written)s written × 12 × CNY %(price_out)s) "
        "÷ 1,000,000 ÷ 10,000 = %(result)s × 10,000 yuan in the first year"
    ),
}


def sentence(line):
    values = {name: slashed(span) for name, span in line.values.items()}
    return str(SENTENCES[line.code]) % {**values, "result": slashed(line.result)}
