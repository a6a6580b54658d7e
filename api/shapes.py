"""The shapes of bodies that come in and go out. What comes in is read strictly: no further keys, no silent conversion."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from readiness.uscc import LENGTH
from surveys.register import LONGEST, MOST_SCENES

MOST_ANSWERS = 200  # in one request
LARGEST_REVISION = 2**31 - 1


def written_out(value):
    """A moment as RFC 3339 writes it; a bare number would be taken for seconds since 1970."""
    if not isinstance(value, str) or "T" not in value.upper():
        raise PydanticCustomError("datetime_parsing", "not a date with time")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(written_out)]


class Incoming(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)


class NewClient(Incoming):
    name: Annotated[str, Field(min_length=1, max_length=120)]
    uscc: Annotated[
        str,
        Field(
            description=gettext_noop("GB 32100-2015, the last character is checked"),
            min_length=LENGTH,
            max_length=LENGTH,
        ),
    ]
    adcode: Annotated[str, Field(pattern="^[0-9]{6}$", description=gettext_noop("GB/T 2260"))]
    industry: Annotated[str, Field(pattern="^[0-9]{3,4}$", description=gettext_noop("GB/T 4754-2017"))]
    employees: Annotated[int, Field(ge=1, le=2_000_000)]
    revenue_wan: Annotated[
        str, Field(pattern=r"^[0-9]{1,8}(\.[0-9]{1,2})?$", description=gettext_noop("10,000 yuan, as text"))
    ]


class NewAssessment(Incoming):
    mode: Literal["quick", "full"] = "full"
    framework: Annotated[
        str, Field(max_length=80, description=gettext_noop("A reference from /frameworks; empty: the current one"))
    ] = ""


class AnswerChange(Incoming):
    question: Annotated[str, Field(min_length=1, max_length=40)]
    value: Annotated[Any, Field(description=gettext_noop("The plain form of an answer; null takes it back"))]
    base: Annotated[
        int, Field(ge=0, le=LARGEST_REVISION, description=gettext_noop("The revision it was made on; 0: none yet"))
    ]


class AnswerChanges(Incoming):
    answers: Annotated[list[AnswerChange], Field(min_length=1, max_length=MOST_ANSWERS)]


class SceneValue(Incoming):
    """As it is sent. What is left out is empty."""

    stage: Annotated[str, Field(max_length=40, description=gettext_noop("One of the stages of the register"))] = ""
    name: Annotated[str, Field(max_length=LONGEST["name"])] = ""
    status: Literal["", "idea", "pilot", "production"] = ""
    start_month: Annotated[
        str, Field(pattern=r"^(19[5-9][0-9]-(0[1-9]|1[0-2])|20[0-9][0-9]-(0[1-9]|1[0-2]))?$", description="2026-05")
    ] = ""
    owner: Annotated[str, Field(max_length=LONGEST["owner"])] = ""
    frequency: Literal["", "continuous", "daily", "weekly", "monthly", "rarely"] = ""
    benefit: Annotated[str, Field(max_length=LONGEST["benefit"])] = ""
    evidence: Annotated[str, Field(max_length=LONGEST["evidence"])] = ""


class SceneChange(Incoming):
    id: Annotated[UUID, Field(strict=False)]
    value: Annotated[SceneValue | None, Field(description=gettext_noop("null removes the scene"))]
    base: Annotated[
        int, Field(ge=0, le=LARGEST_REVISION, description=gettext_noop("The revision it was made on; 0: none yet"))
    ]


class SceneChanges(Incoming):
    scenes: Annotated[list[SceneChange], Field(min_length=1, max_length=MOST_SCENES)]


class Submission(Incoming):
    seen: Annotated[str, Field(pattern="^[0-9a-f]{64}$", description=gettext_noop("The “seen” of the review"))]


class NewReport(Incoming):
    language: Literal["zh", "en"] = "zh"


class Access(Schema):
    kind: Literal["granted", "prepared", "own"]
    rights: list[str]
    until: date | None


class Client(Schema):
    id: UUID
    name: str
    uscc: str
    adcode: str
    industry: str
    policy_group: str
    employees: int | None
    revenue_wan: str | None
    size: str | None
    updated: datetime
    access: Access


class Clients(Schema):
    clients: list[Client]
    next: Annotated[str | None, Field(description=gettext_noop("The cursor of the next page"))]


class Framework(Schema):
    reference: str
    digest: str
    name: str
    quick: bool


class Frameworks(Schema):
    frameworks: list[Framework]


class Assessment(Schema):
    id: UUID
    client: UUID
    framework: str
    mode: Literal["quick", "full"]
    state: Literal["draft", "submitted"]
    started: datetime
    submitted: datetime | None
    level: str | None
    overall: str | None


class Assessments(Schema):
    assessments: list[Assessment]
    next: Annotated[str | None, Field(description=gettext_noop("The cursor of the next page"))]


class Named(Schema):
    code: str
    text: str


class Option(Named):
    exclusive: bool
    range: Annotated[str | None, Field(description=gettext_noop("The numbers it stands for, as (10, 20]"))]
    requires: str | None


class Input(Named):
    unit: str
    whole: bool


class Question(Schema):
    code: str
    number: int
    kind: Literal["single", "multiple", "number", "ratio", "matrix"]
    topic: str
    text: str
    help: str
    example: str
    options: list[Option]
    inputs: list[Input]
    conditions: list[Named]
    rows: list[Named]
    columns: list[Named]
    select: Literal["one", "many"]
    not_applicable_when: Annotated[str | None, Field(description=gettext_noop("null: it applies to every firm"))]


class Section(Schema):
    code: str
    name: str
    questions: list[Question]


class Questionnaire(Schema):
    framework: Framework
    mode: Literal["quick", "full"]
    sections: list[Section]


class Answer(Schema):
    question: str
    value: Any
    revision: int
    state: Literal["empty", "unknown", "faulty", "not_applicable", "answered"]
    lacks: Annotated[str | None, Field(description=gettext_noop("What the answer still lacks"))]


class Answers(Schema):
    state: Literal["draft", "submitted"]
    answers: list[Answer]


class Saved(Schema):
    question: str
    result: Literal["saved", "conflict", "locked", "refused"]
    value: Any
    revision: int
    yours: Any
    by: str
    sentence: str


class AllSaved(Schema):
    answers: list[Saved]


class SceneTold(Schema):
    stage: str
    name: str
    status: str
    start_month: str
    owner: str
    frequency: str
    benefit: str
    evidence: str


class Scene(Schema):
    id: UUID
    revision: int
    value: SceneTold
    lacks: Annotated[list[str], Field(description=gettext_noop("What the scene still lacks to count"))]


class Scenes(Schema):
    state: Literal["draft", "submitted"]
    stages: list[Named]
    scenes: list[Scene]


class SceneSaved(Schema):
    id: UUID
    result: Literal["saved", "conflict", "locked", "refused"]
    value: SceneTold | None
    revision: int
    yours: SceneTold | None
    by: str
    sentence: str


class AllScenesSaved(Schema):
    scenes: list[SceneSaved]


class Open(Schema):
    question: str
    state: Literal["empty", "unknown", "faulty"]
    lacks: str | None


class Contradiction(Schema):
    rule: str
    severity: str
    message: str
    advice: str
    questions: list[str]
    reason: Annotated[str | None, Field(description=gettext_noop("Why it stands, as somebody has explained it"))]


class Review(Schema):
    state: Literal["draft", "submitted"]
    done: int
    total: int
    missing: Annotated[int, Field(description=gettext_noop("Answers that are needed before it can be submitted"))]
    ready: bool
    seen: Annotated[str, Field(description=gettext_noop("What a submission sends back"))]
    open: list[Open]
    without_reason: list[str]
    contradictions: list[Contradiction]


class Result(Schema):
    assessment: UUID
    submitted: datetime
    sha256: Annotated[
        str, Field(description=gettext_noop("SHA-256 of “result” as JSON with sorted keys, without spaces, in UTF-8"))
    ]
    framework: str
    framework_digest: str
    catalogue_digest: str
    engine: str
    result: dict[str, Any]


class Report(Schema):
    id: UUID
    number: str
    assessment: UUID
    language: Literal["zh", "en"]
    state: Literal["pending", "running", "done", "failed"]
    progress: int
    sha256: str | None
    pages: int | None


class Fault(Schema):
    pointer: str | None = None
    parameter: str | None = None
    detail: str


class Problem(Schema):
    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str | None = None
    errors: list[Fault] | None = None
