"""What workers do. Each takes an id or nothing, may run twice, and is one call."""

from celery import shared_task

from campaigns import letters, sending


@shared_task(name="campaigns.tasks.print_letters")
def print_letters(letters_pk):
    letters.make(letters_pk)


@shared_task(name="campaigns.tasks.send")
def send(wave_pk):
    sending.send(wave_pk)


@shared_task(name="campaigns.tasks.sweep")
def sweep():
    letters.sweep()
    sending.sweep()


@shared_task(name="campaigns.tasks.tidy")
def tidy():
    letters.tidy()
