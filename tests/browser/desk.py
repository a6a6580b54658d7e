"""The desk of a service provider after some months, for pictures: every page of it has something to show.

    manage.py shell --no-imports -c "from tests.browser.desk import furnish_desk; furnish_desk()"

prints one JSON line: where the pages are, who looks at them with which session, and the files of the papers the worker
has made.
"""

import datetime
import io
import json
import time
import uuid
from unittest import mock

from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import EnterpriseProfile, Grant, Membership, Offer, Organisation, User
from accounts.rights import EDIT, SUBMIT, VERIFY
from api.models import ApiToken
from batches import beginning, packing
from batches.models import Archive, Batch, Item
from branding.models import Branding
from comparisons.asking import ask, ask_for_sample
from comparisons.models import Paper
from portfolio.models import SavedView
from portfolio.refreshing import refresh
from portfolio.standings import served
from providers.accepting import decline
from providers.models import Provider
from reports import jobs
from reports.models import Report
from surveys.models import Assessment
from surveys.starting import start_with
from tests.browser.clients import (
    FIRMS,
    LATER,
    PURPOSE,
    asked_of,
    firm_of,
    grant,
    person,
    plain_answer,
    submitted_result,
)
from tests.browser.furnish import session_of
from tests.browser.steps import PASSWORD, code_of
from verification.closing import close, seen_of
from verification.models import Statement, StatementWithdrawal, Verification
from verification.saving import save_finding
from verification.tally import asked_in
from verification.verified import framework_of
from visits.papers import FORM, ROUTE, content_of

STANDING_STILL = "当天设备停机检修，没有看到运行状态，约定下次补看。"
ON_PAPER = "现场看到两台设备仍用纸质工单，系统里的记录停在 9 月；车间主任确认尚未恢复。"
AS_SAID = "看了 10 月的工单导出，与系统一致。"
LIMITS = "未去二号厂区；能耗数据只看了 9、10 两个月。"
REASON = "企业 11 月更换了 MES，抽查的工单已经不能代表现状。"
CONTACT = ["0574-8800 1234 · service@yongjiang.example.com", "宁波市鄞州区首南中路 99 号 12 楼"]
TOKENS = (("客户管理系统", {"edit", "submit", "report"}), ("数据看板", ()), ("试用脚本", {"edit"}))
VIEWS = (("宁波地区 · 等级从高到低", "region=3302&sort=-level"), ("窗口快到期", "closing=1"))
LOOK = {"name": "甬江智造咨询", "primary": "#7a1f3d", "accent": "#8a5a00"}
TYPED = (PURPOSE, STANDING_STILL, ON_PAPER, AS_SAID, LIMITS, REASON, *CONTACT, LOOK["name"])
TYPED += tuple(name for name, _more in (*TOKENS, *VIEWS))


def _logo():
    """A mark and a word, on a clear ground."""
    image = Image.new("RGBA", (720, 220), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((20, 20, 200, 200), 36, fill=(122, 31, 61, 255))
    draw.polygon([(60, 160), (110, 60), (160, 160)], fill=(255, 255, 255, 255))
    for n in range(6):
        draw.rectangle((250 + n * 72, 80, 300 + n * 72, 140), fill=(122, 31, 61, 255))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def furnish_desk():
    """Prints {"people": name → session, "pages": name → [path, person], "papers": name → file}."""
    desk = _Desk()
    print(json.dumps({name: getattr(desk, name) for name in ("people", "pages", "papers", "moments", "typed")}))


class _Desk:
    """A provider with its people, clients, files, verifications, batches and comparisons."""

    def __init__(self):
        self.pages, self.people, self.papers = {}, {}, {}  # as in `pictures.Album`
        self.paula = person("周敏")
        self.paula.set_password(PASSWORD)
        self.paula.save()
        self.provider = Provider.objects.found(self.paula, "甬江智造咨询（宁波）有限公司").organisation
        self.wang, self.rita = person("王建国"), person("")
        for colleague, role in ((self.wang, "editor"), (self.rita, "viewer")):
            Membership.objects.create(user=colleague, organisation=self.provider, role=role)
        self.clients = [firm_of(facts, code_of(100 + n)) for n, facts in enumerate(FIRMS)]
        for client, rights in zip(
            self.clients, ({EDIT, SUBMIT, VERIFY}, {EDIT}, {VERIFY}, (), (), (), ()), strict=True
        ):
            soon = datetime.timedelta(days=12) if client is self.clients[3] else LATER
            grant(client, self.provider, rights, soon)
        self.results = [
            submitted_result(client, client.owner, facts[-1], n)
            for n, (client, facts) in enumerate(zip(self.clients, FIRMS, strict=True))
        ]
        self.people |= {"paula": session_of(self.paula), "wang": session_of(self.wang)}
        self.people["owner"] = session_of(self.clients[0].owner)
        self.look = self._look()
        for furnish in (self._desk, self._offers, self._work, self._verifications, self._tokens, self._papers):
            furnish()
        self.moments = {"desk": self._at(""), "draft": f"/assessments/{self.draft.uuid}/", "name": self.paula.name}
        names = [*Organisation.objects.values_list("name", flat=True), *User.objects.values_list("name", flat=True)]
        self.typed = sorted({*filter(None, names), *TYPED}, key=len, reverse=True)

    def _page(self, name, path, who="paula"):
        self.pages[name] = [path, who]

    def _at(self, room):
        return f"/providers/{self.provider.uuid}/{room}"

    def _look(self):
        return Branding.objects.keep(self.provider, self.paula, contact=CONTACT, logo=_logo(), logo_kind="png", **LOOK)

    def _desk(self):
        for name, room in {
            "desk": "clients/",
            "desk-ask": "clients/ask/",
            "desk-prepare": "clients/prepare/",
            "desk-portfolio": "portfolio/",
            "desk-portfolio-found": "portfolio/?region=33&closing=1&sort=-level",
            "desk-portfolio-none": "portfolio/?q=没有这家企业",
            "desk-bring": "portfolio/import/",
            "desk-verifications": "verifications/",
            "desk-batches": "batches/",
            "desk-batch-begin": "batches/begin/",
            "desk-comparisons": "comparisons/",
            "desk-compare": "comparisons/begin/",
            "desk-look": "look/",
        }.items():
            self._page(name, self._at(room))
        organisation = f"/organisations/{self.provider.uuid}/"
        self._page("desk-people", f"{organisation}people/")
        self._page("desk-invite-colleague", f"{organisation}people/invite/")
        self._page("desk-tokens", f"{organisation}tokens/")
        self._page("desk-interface", "/api/")
        self._page("desk-of-an-assessor", self._at("clients/"), "wang")
        for name, query in VIEWS:
            view = SavedView.objects.keep(self.paula, self.provider, name, query)
        self._page("desk-rename-view", f"/portfolio/views/{view.uuid}/rename/")
        self._begun()

    def _begun(self):
        """Providers that are still empty, and somebody who belongs to two."""
        lone, both = person("新人"), person("两处任职")
        empty = Provider.objects.found(lone, "新开的咨询公司").organisation
        self.people |= {"lone": session_of(lone), "both": session_of(both), "nobody": session_of(person(""))}
        for one in (empty, self.provider):
            Membership.objects.create(user=both, organisation=one, role="viewer")
        self._page("desk-create", "/providers/new/", "nobody")
        self._page("desk-several", "/providers/", "both")
        for name in ("clients", "portfolio", "verifications", "batches", "batches/begin", "comparisons", "look"):
            self._page(f"desk-empty-{name.replace('/', '-')}", f"/providers/{empty.uuid}/{name}/", "lone")
        self._page("desk-empty-tokens", f"/organisations/{empty.uuid}/tokens/", "lone")

    def _offers(self):
        """Files, and what has been asked, offered and answered."""
        terms = {"purpose": PURPOSE, "until": timezone.localdate() + LATER}
        every = {EDIT, SUBMIT, VERIFY}
        self.files = [
            EnterpriseProfile.objects.prepare(
                self.provider, name, adcode="330205", industry="3525", policy_group="equipment", employees=40, uscc=code
            ).organisation
            for name, code in (
                ("宁波江北慈城精密五金厂", code_of(201)),
                ("宁波奉化松岙船舶配件有限公司", code_of(202)),
                ("象山石浦水产机械厂", ""),
            )
        ]
        start_with(self.files[0], self.wang, Assessment.Mode.QUICK, {"CM-2": "L1", "PM-1": "L2"}, [])
        _made, token, _code = Offer.objects.offer(
            "hands_over",
            self.provider,
            self.paula,
            every,
            **terms,
            provider=self.provider,
            client=self.files[0],
            note=self.files[0].name,
        )
        taker, twin = person("慈城新负责人"), person("慈城厂长")
        EnterpriseProfile.objects.found(
            twin,
            "宁波江北慈城精密五金厂",
            adcode="330205",
            industry="3525",
            policy_group="equipment",
            uscc=code_of(201),
        )
        self.people |= {"taker": session_of(taker), "twin": session_of(twin)}
        for name, who in (("take-over", "taker"), ("take-over-twin", "twin"), ("take-over-unsigned", None)):
            self._page(f"client-{name}", f"/offers/{token}/", who)
        self._page("desk-hand-over", self._at(f"clients/{self.files[1].uuid}/hand-over/"))
        self._page("desk-hand-over-without-code", self._at(f"clients/{self.files[2].uuid}/hand-over/"))
        self._page("desk-file", self._at(f"clients/{self.files[0].uuid}/"))
        _made, token, _code = Offer.objects.offer(
            "asks", self.provider, self.paula, every, **terms, provider=self.provider, note="慈溪远山汽车零部件有限公司"
        )
        self.people["asked"] = self.people["owner"]
        for name, who in (("asked", "owner"), ("asked-unsigned", None), ("asked-without-a-firm", "nobody")):
            self._page(f"client-{name}", f"/offers/{token}/", who)
        made, _token, _code = Offer.objects.offer(
            "asks", self.provider, self.paula, {EDIT}, **terms, provider=self.provider, note="象山海洋装备有限公司"
        )
        decline(made, self.clients[0].owner, None)
        host = firm_of(("宁波北仑霞浦注塑有限公司", "330206", "2929", "equipment", 90, 5200, 2), code_of(203))
        made, token, _code = Offer.objects.offer(
            "invites", host, host.owner, {EDIT}, **terms, provider=self.provider, client=host
        )
        self._page("desk-invited", f"/offers/{token}/")
        self._page("client-offer-gone", "/offers/none/", None)
        firm = f"/enterprises/{self.clients[0].uuid}/access/"
        grant = Grant.objects.get(client=self.clients[0])
        for name, path in {
            "access": firm,
            "invites-a-provider": f"{firm}invite/",
            "changes-access": f"/grants/{grant.uuid}/change/",
            "ends-access": f"/grants/{grant.uuid}/end/",
            "types-a-code": "/offers/code/",
        }.items():
            self._page(f"client-{name}", path, "owner")
        self._page("desk-ends-access", f"/grants/{grant.uuid}/end/")

    def _work(self):
        """An assessor fills in for a client and visits it."""
        client = self.clients[0]
        self._page("desk-client", self._at(f"clients/{client.uuid}/"), "wang")
        self._page("desk-client-new", self._at(f"clients/{self.clients[4].uuid}/"))
        answers = {q.code: plain_answer(q, 2, 3) for q in asked_of(client)[:22]}
        self.draft = start_with(client, self.wang, Assessment.Mode.FULL, answers, [])
        here = f"/assessments/{self.draft.uuid}/"
        for name, path in {
            "tasks": here,
            "questions": f"{here}questions/PM/",
            "site-pack": f"{here}visit/",
            "route": f"{here}visit/route/",
            "offline": f"{here}offline/",
        }.items():
            self._page(f"desk-client-{name}", path, "wang")

    def _verifications(self):
        """One under way with each outcome, one signed with the firm's answer to it, one withdrawn, one just begun."""
        first, second, third = self.results[0], self.results[2], self.results[6]
        Grant.objects.give(
            self.clients[6], self.provider, self.clients[6].owner, {VERIFY}, PURPOSE, timezone.localdate() + LATER
        )
        self._page("client-access-past", f"/enterprises/{self.clients[6].uuid}/access/", "sixth")
        self.people["sixth"] = session_of(self.clients[6].owner)
        begun = Verification.objects.begin(third.assessment, self.provider, self.wang)
        signed = self._sign(second, 3)
        withdrawn = self._sign(first, 5)
        StatementWithdrawal.objects.create(statement=withdrawn, reason=REASON, user=self.wang)
        under_way = self._checked(first, 9)
        here = f"/verifications/{under_way.uuid}/"
        asked = [q.code for q in asked_in(first.data, framework_of(first.data))]
        for name, path in {
            "verification": here,
            "finding-different": f"{here}questions/{asked[1]}/",
            "finding-confirmed": f"{here}questions/{asked[0]}/",
            "finding-several": f"{here}questions/{self._of_kind(first, 'multiple')}/",
            "sign": f"{here}sign/",
            "sign-too-early": f"/verifications/{begun.uuid}/sign/",
            "verification-begun": f"/verifications/{begun.uuid}/",
            "statement": f"/verifications/{signed.verification.uuid}/",
            "statement-withdrawn": f"/verifications/{withdrawn.verification.uuid}/",
            "withdraw": f"/statements/{signed.uuid}/withdraw/",
            "result": f"/assessments/{second.assessment.uuid}/result/",
        }.items():
            self._page(f"desk-{name}", path, "wang")
        self._page("client-statement", f"/verifications/{signed.verification.uuid}/", "third")
        self.people["third"] = session_of(self.clients[2].owner)
        self.signed = signed

    def _of_kind(self, snapshot, kind):
        return next(q.code for q in asked_in(snapshot.data, framework_of(snapshot.data)) if q.kind == kind)

    def _checked(self, snapshot, every):
        """Findings on all questions but every so-manieth."""
        made = Verification.objects.begin(snapshot.assessment, self.provider, self.wang)
        record = made.result
        for n, question in enumerate(asked_in(record, framework_of(record)), start=1):
            if n % every:
                plain = self._finding(n, question, record["answers"].get(question.code))
                save_finding(made, self.wang, question, plain, 0, uuid.uuid4())
        return made

    def _finding(self, n, question, own):
        plain = {"outcome": "confirmed", "evidence": ("observed", "document", "oral")[n % 3], "note": "", "value": None}
        if n % 11 == 5:
            return plain | {
                "outcome": "unchecked",
                "evidence": "",
                "note": STANDING_STILL,
            }
        if n % 7 == 2 and question.kind == "single" and own != question.options[0].code:
            return plain | {
                "outcome": "different",
                "evidence": "observed",
                "value": question.options[0].code,
                "note": ON_PAPER,
            }
        return plain | {"note": AS_SAID if n % 5 == 0 else ""}

    def _sign(self, snapshot, every) -> Statement:
        checked = self._checked(snapshot, every)
        signed = {"method": ["interviews", "on_site", "systems"], "limits": LIMITS, "name": "王建国"}
        return close(checked, self.wang, seen_of(checked), signed).statement

    def _tokens(self):
        member = Membership.objects.get(user=self.paula, organisation=self.provider)
        for name, scopes in TOKENS:
            token, _plain_token = ApiToken.objects.make(member, name, scopes, 90)
            if "report" in scopes:
                token.note_use()
        token.revoke()

    # --- what the worker makes ------------------------------------------------------------------------------------------

    def _papers(self):
        refresh(list(served().values_list("pk", flat=True)), timezone.localdate())
        done = self._batch(self.results[:5], ("zh-hans",), branding=self.look)
        made = {
            "comparison-zh": ask(self.provider, self.paula, self.results, "zh-hans", self.look),
            "comparison-en": ask(self.provider, self.paula, self.results, "en"),
            "sample": ask_for_sample(self.provider, self.paula, "zh-hans", self.look),
        }
        reports = {
            "report-branded-en": jobs.request_result(
                self.results[2], "en", self.paula, branding=self.look, acting=self.provider
            ),
            "report-verified": jobs.request_result(self.results[2], "zh-hans", self.paula, acting=self.provider),
        }
        for language in ("zh-hans", "en"):
            for document in (FORM, ROUTE):
                content = content_of(self.draft, document)
                reports[f"{document}-{language}"] = jobs.request_paper(
                    self.draft, language, self.wang, document, content
                )
        _wait(lambda: not Report.objects.exclude(state__in=["done", "failed"]).exists())
        _wait(lambda: not Paper.objects.exclude(state__in=["done", "failed"]).exists())
        _wait(lambda: Archive.objects.filter(batch=done, state="done").exists())
        rows = {name: type(row).objects.get(pk=row.pk) for name, row in (made | reports).items()}
        rows["report-branded"] = done.items.get(number=3).report
        self.papers |= {f"desk-{name}": row.file_sha256 for name, row in rows.items()}
        self._page("desk-comparison", f"/papers/{made['comparison-zh'].uuid}/")
        self._page("desk-sample", f"/papers/{made['sample'].uuid}/")
        self._page("desk-batch-done", f"/batches/{done.uuid}/")
        self._other_papers()
        self._other_batches(done)

    def _other_papers(self):
        """A comparison under way, one that failed, and one with a client whose access has ended."""
        long = timezone.now() + LATER
        for name, chosen, facts in (
            ("waiting", self.results[:5], {"state": "running", "progress": 40, "lease_until": long, "attempts": 1}),
            ("failed", self.results[1:6], {"state": "failed", "error": "OSError: no space left on device"}),
        ):
            with mock.patch("comparisons.jobs.ring_on_commit"):
                paper = ask(self.provider, self.paula, chosen, "zh-hans")
            Paper.objects.filter(pk=paper.pk).update(**facts)
            self._page(f"desk-comparison-{name}", f"/papers/{paper.uuid}/")
        former = firm_of(("宁波已结束合作的工厂有限公司", "330203", "3525", "equipment", 50, 2600, 1), code_of(204))
        given = grant(former, self.provider)
        result = submitted_result(former, former.owner, 1, 8)
        with mock.patch("comparisons.jobs.ring_on_commit"):
            paper = ask(self.provider, self.paula, [*self.results[2:6], result], "zh-hans")
        self.former = result
        given.end(former.owner, former)
        Paper.objects.filter(pk=paper.pk).update(state="failed")
        self._page("desk-comparison-ended", f"/papers/{paper.uuid}/")

    def _batch(self, results, languages, **more):
        return beginning.begin(self.provider, self.paula, uuid.uuid4(), results, languages, **more)

    def _other_batches(self, done):
        """One in every state, that stays so while it is looked at."""
        ready = {item.snapshot_id: item.report for item in done.items.all()}
        results, State = self.results, Item.State
        self._held("running", Batch.State.RUNNING, [(r, State.DONE, ready[r.pk]) for r in results[:3]] + self._slow())
        waiting = [(r, State.WAITING, None) for r in results[3:]]
        self._held("paused", Batch.State.PAUSED, [(r, State.DONE, ready[r.pk]) for r in results[:3]] + waiting)
        left = [(r, State.LEFT, None) for r in results[4:]]
        cancelled = [(r, State.DONE, ready[r.pk]) for r in results[:4]] + left
        packing.request(self._held("cancelled", Batch.State.CANCELLED, cancelled))
        broken = self._report(results[5], state="failed", error="RenderError: the page is larger than memory allows")
        troubles = [(results[5], State.FAILED, broken), (self.former, State.REFUSED, None)]
        packing.request(
            self._held("failed", Batch.State.DONE, [(r, State.DONE, ready[r.pk]) for r in results[:4]] + troubles)
        )
        nothing = self._held("nothing", Batch.State.DONE, troubles)
        packing.request(nothing)
        _wait(lambda: not Archive.objects.exclude(state__in=["done", "failed"]).exists())
        contents = packing.lines_of(done)
        for name, facts in {
            "packing": {"state": "running", "progress": 40, "lease_until": timezone.now() + LATER, "attempts": 1},
            "not-packed": {"state": "failed", "error": "OSError"},
        }.items():
            batch = self._held(name, Batch.State.DONE, [(r, State.DONE, ready[r.pk]) for r in results[:5]])
            Archive.objects.create(batch=batch, key=uuid.uuid4().hex, contents=contents, **facts)

    def _held(self, name, state, lines):
        batch = Batch.objects.create(
            ticket=uuid.uuid4(), provider=self.provider, requested_by=self.paula, branding=self.look, state=state
        )
        for n, (result, item_state, report) in enumerate(lines, start=1):
            Item.objects.create(
                batch=batch, number=n, snapshot=result, language="zh-hans", state=item_state, report=report
            )
        self._page(f"desk-batch-{name}", f"/batches/{batch.uuid}/")
        return batch

    def _slow(self):
        """Reports another worker has had under way for long."""
        held = {"state": "running", "progress": 60, "lease_until": timezone.now() + LATER, "attempts": 1}
        return [(result, Item.State.ASKED, self._report(result, **held)) for result in self.results[3:]]

    def _report(self, result, **facts):
        return Report.objects.create(
            snapshot=result,
            language="zh-hans",
            request_key=uuid.uuid4().hex,
            template_version=jobs.TEMPLATE_VERSION,
            branding=self.look,
            bulk=True,
            **facts,
        )


def _wait(until, seconds=240):
    for _ in range(seconds * 4):
        if until():
            return
        time.sleep(0.25)
    raise TimeoutError("The worker has not finished what the pictures show.")
