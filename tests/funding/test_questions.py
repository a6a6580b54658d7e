"""Questions answered on the page: what they change, how they are kept, taken back and guarded."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.models import EnterpriseProfile, PlannedSpend, SubsidyFact
from funding.questions import SEEN, as_text, name_of

LOAN = "cn-boc-compute-loan"
COMPUTE = "spend.compute_rent_wan"


@pytest.fixture
def send(signed_in, alice, address):
    """send(code=value) answers as Alice on the page that is open now; seen: what the page showed instead."""

    def do(answers, person=alice, seen=None, record="", language="zh-hans", follow=True):
        client = signed_in(person, language)
        form = client.get(address("record", record) if record else address("money")).context["form"]
        data = form.seen | {"record": record} | {SEEN + name_of(code): value for code, value in (seen or {}).items()}
        data |= {name_of(code): as_text(value) if value is not None else "" for code, value in form.held.items()}
        data |= {name_of(code): value for code, value in answers.items()}
        return client.post(address("answer"), data, follow=follow)

    return do


def asked(response):
    return list(response.context["form"].asked)


def profile(factory):
    return EnterpriseProfile.objects.get(pk=factory.pk).as_profile()


def test_an_answer_moves_an_instrument_and_says_which(send, factory):
    response = send({COMPUTE: "5"})
    assert profile(factory).spend == {"compute_rent_wan": 5}
    assert LOAN in [item.record.id for item in response.context["told"].groups["now"]]
    assertContains(response, "判断有变化的：")
    assertContains(response, "中银科创算力贷")


def test_questions_on_which_most_depends_come_first(signed_in, alice, address):
    form = signed_in(alice).get(address("money")).context["form"]
    counts = [len(names) for names in form.asked.values()]
    assert counts == sorted(counts, reverse=True)
    assert "Matters for: " in form.first[0].help_text


def test_what_the_profile_knows_is_not_asked(signed_in, alice, address):
    questions = asked(signed_in(alice).get(address("money")))
    assert not {"region", "industry", "headcount", "is_sme", "above_designated_size"} & set(questions)
    assert "spend.model_purchase_wan" not in questions  # asked by its parts


@pytest.mark.parametrize(
    ("code", "typed", "kept"),
    [
        ("tax_by_accounts", "yes", True),
        ("tax_by_accounts", "no", False),
        ("taxable_income_wan", "１２０", 120),
        ("cmmm_level", "2", 2),
        ("loan.drawdown_date", "2026-03-01", "2026-03-01"),
        ("provider.region", "520000", "520000"),
    ],
)
def test_every_kind_of_answer_reaches_the_rules(send, factory, code, typed, kept):
    send({code: typed})
    assert profile(factory).facts[code] == kept


def test_titles_and_zone_are_kept_with_the_enterprise(send, factory):
    send({"qualifications": ["hnte_valid"]})
    assert profile(factory).qualifications == {"hnte_valid"}
    send({"qualifications": ["none"]})
    assert profile(factory).qualifications == frozenset()
    send({"qualifications": []})
    assert profile(factory).qualifications is None


def test_a_cleared_answer_is_not_known_again(send, factory):
    send({COMPUTE: "5", "tax_by_accounts": "yes"})
    response = send({COMPUTE: "", "tax_by_accounts": ""})
    assert profile(factory).spend == {}
    assert profile(factory).facts == {}
    assert LOAN in [item.record.id for item in response.context["told"].groups["one"]]
    assert COMPUTE in asked(response)


def test_an_answer_stays_on_the_page_among_those_already_given(send):
    response = send({"tax_by_accounts": "yes"})
    form = response.context["form"]
    assert [field.name for field in form.given] == ["fact_tax_by_accounts"]
    assert form["fact_tax_by_accounts"].value() == "yes"


def test_an_answer_counts_on_the_page_of_the_enterprise_too(send, signed_in, alice, factory):
    send({"tax_by_accounts": "yes"})
    page = signed_in(alice).get(reverse("accounts:enterprise_funding", args=[factory.uuid]))
    assert page.context["form"]["fact_tax_by_accounts"].value() == "yes"


def test_an_answer_says_who_gave_it(send, bob):
    send({"tax_by_accounts": "yes"}, bob)
    assert SubsidyFact.objects.get(field="tax_by_accounts").by == bob


@pytest.mark.parametrize(
    ("code", "typed", "sentence"),
    [
        (COMPUTE, "很多", "您填的是“很多”"),
        (COMPUTE, "-5", "-5"),
        ("loan.drawdown_date", "2026-13-45", "2026-13-45"),
        ("provider.region", "哪里都不是", "哪里都不是"),
        ("tax_by_accounts", "maybe", "maybe"),
        (COMPUTE, "9" * 400, "9999"),
    ],
)
def test_a_bad_value_gets_one_sentence_and_nothing_typed_is_lost(send, factory, code, typed, sentence):
    response = send({code: typed, "cmmm_level": "2"})
    assert response.status_code == 200
    form = response.context["form"]
    assert len(form.errors[name_of(code)]) == 1
    assertContains(response, 'class="error-summary"')
    assert form["fact_cmmm_level"].value() == "2"
    assertContains(response, sentence)
    assert profile(factory).facts == {}
    assert profile(factory).spend == {}


def test_what_a_colleague_has_answered_meanwhile_is_not_replaced_unseen(send, factory):
    SubsidyFact.objects.create(enterprise=factory, field="tax_by_accounts", flag=False)
    response = send({"tax_by_accounts": "yes"}, seen={"tax_by_accounts": ""})
    assert profile(factory).facts == {"tax_by_accounts": False}
    assertContains(response, "同事刚刚填了“否”")
    assert response.context["form"]["fact_tax_by_accounts"].value() == "yes"
    # The page now shows what is held, so saving again is meant.
    send({"tax_by_accounts": "yes"})
    assert profile(factory).facts == {"tax_by_accounts": True}


def test_what_a_person_did_not_touch_is_left_to_the_colleague(send, factory):
    SubsidyFact.objects.create(enterprise=factory, field="tax_by_accounts", flag=False)
    send({"tax_by_accounts": "", COMPUTE: "5"}, seen={"tax_by_accounts": ""})
    assert profile(factory).facts == {"tax_by_accounts": False}
    assert profile(factory).spend == {"compute_rent_wan": 5}


def test_a_field_that_was_not_on_the_page_sent_is_left_alone(signed_in, alice, address, factory):
    SubsidyFact.objects.create(enterprise=factory, field="tax_by_accounts", flag=False)
    response = signed_in(alice).post(address("answer"), {}, follow=True)
    assertContains(response, "Nothing was changed.")
    assert profile(factory).facts == {"tax_by_accounts": False}


def test_an_answer_typed_before_its_question_went_away_is_still_kept(send, factory, signed_in, alice, address):
    name = name_of("plan_investment_wan")
    factory.qualifications_known = True  # a colleague says: no titles, so nobody asks for the plan any more
    factory.save()
    client = signed_in(alice)
    assert "plan_investment_wan" not in asked(client.get(address("money")))
    client.post(address("answer"), {name: "3000", SEEN + name: ""})
    assert profile(factory).facts == {"plan_investment_wan": 3000}


def test_what_describes_the_enterprise_itself_cannot_be_slipped_in_here(signed_in, alice, address, factory):
    sent = {"fact_is_sme": "no", "seen_fact_is_sme": "", "fact_headcount": "3", "seen_fact_headcount": ""}
    signed_in(alice).post(address("answer"), sent)
    assert profile(factory).facts == {}


def test_a_record_asks_only_its_own_questions_and_leads_back_to_itself(send, signed_in, alice, address, factory):
    page = signed_in(alice).get(address("record", LOAN))
    assert asked(page) == [COMPUTE]
    response = send({COMPUTE: "5"}, record=LOAN)
    assert response.redirect_chain[-1][0] == address("record", LOAN)
    assert [check.sign for check in response.context["explanation"].checks] == ["✓", "✓"]


def test_a_bad_value_on_the_page_of_a_record_stays_there(send):
    response = send({COMPUTE: "很多"}, record=LOAN)
    assert response.context["item"].record.id == LOAN
    assertContains(response, "很多")


def test_a_refused_record_still_lets_its_open_conditions_be_answered(signed_in, alice, address, factory):
    factory.qualifications_known = True
    factory.save()
    questions = asked(signed_in(alice).get(address("record", "cn-srdi-little-giant-round3")))
    assert "plan_investment_wan" in questions
    assert "plan_investment_wan" not in asked(signed_in(alice).get(address("money")))


def test_an_editor_may_answer(send, bob, factory):
    send({COMPUTE: "5"}, bob)
    assert PlannedSpend.objects.get(enterprise=factory).amount_wan == 5


def test_answers_of_one_firm_never_reach_another(send, charlie):
    send({COMPUTE: "5", "tax_by_accounts": "yes"})
    other = EnterpriseProfile.objects.for_user(charlie).get().as_profile()
    assert (other.spend, other.facts) == ({}, {})
