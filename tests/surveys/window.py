"""One window of a browser as `static/js/answers.js` behaves, without the inputs: a queue, and what the window believes."""

import uuid
from dataclasses import dataclass, field
from typing import Any

PENDING, CONFLICT, REFUSED, STUCK = "pending", "conflict", "refused", "stuck"


@dataclass
class Change:
    value: Any
    mutation: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass(eq=False)
class Request:
    """A change under way, and the reply to it once the server has made one."""

    window: "Window"
    subject: str
    record: "Record"
    change: Change
    base: int
    status: int = 0
    reply: dict = field(default_factory=dict)

    @property
    def body(self):
        return {"value": self.change.value, "base": self.base, "mutation": self.change.mutation}


@dataclass(eq=False)
class Record:
    """What no reply has settled yet: what was sent, and what was typed since."""

    base: int
    sent: Change | None = None
    wanted: Change | None = None
    state: str = PENDING
    request: Request | None = None  # the one this window waits for
    reply: dict = field(default_factory=dict)  # of the conflict to be settled

    @property
    def newest(self):
        return self.wanted or self.sent


@dataclass
class Item:
    """One question or scene: the revision and value the window last learnt or typed, and its queue."""

    base: int = 0
    shown: Any = None
    record: Record | None = None
    left: list[Record] = field(default_factory=list)  # by earlier pages of this window, oldest first
    adopted: Record | None = None  # the newest of them, sent before anything typed here

    @property
    def records(self):
        return [*self.left, *([self.record] if self.record else [])]


class Window:
    def __init__(self, client, user):
        self.client, self.user = client, user
        self.items: dict[str, Item] = {}
        self.stopped = False  # the assessment has been submitted
        self.seen = ""  # as of the last look at the review

    def item(self, subject):
        return self.items.setdefault(subject, Item())

    @property
    def queue(self):
        return [(subject, record) for subject, item in self.items.items() for record in item.records]

    @property
    def conflicts(self):
        return [subject for subject, item in self.items.items() if item.record and item.record.state == CONFLICT]

    # --- What the person does

    def type(self, subject, value):
        item = self.item(subject)
        if self.stopped or value == item.shown:
            return
        item.shown = value
        item.record = item.record or Record(item.base)
        item.record.wanted = Change(value)
        if item.record.state == REFUSED:
            item.record.state = PENDING

    def keep_mine(self, subject):
        item = self.items[subject]
        item.base = item.record.base = item.record.reply["revision"]
        item.record.wanted, item.record.state = Change(item.shown), PENDING

    def keep_theirs(self, subject):
        item = self.items[subject]
        item.base, item.shown = item.record.reply["revision"], item.record.reply["value"]
        item.record = None

    def reload(self, rows):
        """A new page from what the server holds, {subject: (revision, value)}; the queue outlives the old one."""
        before, self.items, self.stopped = self.items, {}, False
        for subject, (revision, value) in rows.items():
            self.items[subject] = Item(revision, value)
        for subject, old in before.items():
            if old.records:
                self._adopt(self.item(subject), old.records)

    def _adopt(self, item, records):
        item.left, item.adopted = records, records[-1]
        item.shown = item.adopted.newest.value
        for record in records:
            record.request = None
            record.state = REFUSED if record.state == REFUSED else PENDING
        if item.adopted.state == REFUSED:
            self._take_over(item, item.adopted, REFUSED)

    # --- What the window sends

    def send(self):
        """The requests the window can make now: one at a time for each record."""
        requests = [self._request(subject, record) for subject, record in self.queue]
        return [request for request in requests if request]

    def _request(self, subject, record):
        item = self.items[subject]
        own = record is item.record
        if self.stopped or record.request or record.state != PENDING or (own and item.adopted):
            return None
        if not record.sent:
            record.sent, record.wanted = record.wanted, None
            record.base = item.base if own else record.base
        record.request = Request(self, subject, record, record.sent, record.base)
        return record.request

    def give_up(self, request):
        """No reply in time: the change stays in the queue and will be sent again."""
        if request.record.request is request:
            request.record.request = None

    # --- What the window learns

    def learn(self, request):
        if request.record.request is not request:
            return  # the reply comes to a page that is gone or no longer waits
        request.record.request = None
        item, record = self.items[request.subject], request.record
        getattr(self, f"_{request.reply['result']}")(item, record, request)

    def _saved(self, item, record, request):
        revision = request.reply["revision"]
        record.sent, record.base = None, revision
        if record in (item.record, item.adopted):
            item.base = revision
        if not record.wanted:
            self._drop(item, record)

    def _conflict(self, item, record, request):
        if record is not item.record and record is not item.adopted:
            record.state = STUCK  # sent in the background: shown by a later page
            return
        self._take_over(item, record, CONFLICT)
        item.record.reply = request.reply

    def _refused(self, item, record, request):
        if record is not item.record and record is not item.adopted:
            record.state = REFUSED
        elif record is item.record and record.wanted:
            record.sent = None
        else:
            self._take_over(item, record, REFUSED)

    def _locked(self, item, record, request):
        self._drop(item, record)
        self.stopped = True

    def _take_over(self, item, record, state):
        self._drop(item, record)
        item.record = Record(item.base, wanted=Change(item.shown), state=state)

    def _drop(self, item, record):
        if record is item.record:
            item.record = None
        else:
            item.left.remove(record)
        if record is item.adopted:
            item.adopted = None
