"""Bringing a framework in for ever: checked, kept as it is, its texts corrected only by corrections that say so."""

from django.db import IntegrityError, transaction

from frameworks.library import forget, version_of
from frameworks.models import FrameworkVersion, Rewording, path_of
from readiness.errors import ContentError, Problem
from readiness.framework import Framework
from readiness.inspection import best_of, inspect
from readiness.loading.framework import ASIDE, load_framework, published_references
from readiness.loading.source import Files, Source, texts_of
from readiness.loading.wording import chain, wording_paths
from readiness.scoring import display

# What answers and results are kept in has room for codes of so many characters and for scores up to so many points.
LONGEST = {"questions": 20, "dimensions": 8, "levels": 4, "rules": 20}
LONGEST_NAME = 200
LARGEST_TEXT = 8_000_000  # bytes of all files together


class Refused(Exception):
    """Why nothing was published or corrected, in one sentence."""


def checked(source: Source) -> Framework:
    """A framework that can be published. Raises ContentError with every problem."""
    framework = load_framework(source)
    problems = [*_too_long(framework), *_too_high(framework)]
    if problems:
        raise ContentError([Problem(f"{source.name}/framework.yaml", *problem) for problem in problems])
    return framework


def _too_long(framework):
    if max(len(framework.name.zh), len(framework.name.en)) > LONGEST_NAME:
        yield "name", "a longer text", f"at most {LONGEST_NAME} characters"
    for name, most in LONGEST.items():
        things = getattr(framework, name)
        for thing in things.values() if hasattr(things, "values") else things:
            if len(thing.code) > most:
                yield name, f"the code {thing.code}", f"a code of at most {most} characters"


def _too_high(framework):
    highest = inspect(framework).highest
    if highest is not None and highest >= 1000:
        yield "overall", f"up to {display(highest)} points", "an overall score below 1000: give it a scale_to"
    for profile in framework.profiles.values():
        for code, most in best_of(framework, profile).dimensions.items():
            if most > 100:
                yield "dimensions", f"{code} with up to {display(most)} points", "dimensions from 0 to 100 points"


@transaction.atomic
def publish(source: Source, by=None) -> tuple[FrameworkVersion, bool]:
    """(version, whether it is new). The same files again change nothing. Raises ContentError or Refused."""
    source = _held(source)
    framework = checked(source)
    if framework.reference in published_references():
        raise Refused(f"{framework.reference} ships with the product; give yours another key or version.")
    texts = texts_of(source)
    if sum(len(text.encode()) for text in texts.values()) > LARGEST_TEXT:
        raise Refused(f"The files have more than {LARGEST_TEXT:,} bytes; a framework is a few texts.")
    corrections = [texts[path] for path in wording_paths(source)]
    version, new = _kept(framework, {p: t for p, t in texts.items() if p.split("/")[0] not in ASIDE}, by)
    if version.digest != framework.digest:
        raise Refused(f"{version.reference} is published with other files and never changes; give these a new version.")
    if new:
        _correct(version, corrections, by)
    elif framework.wording not in chain(c.text.encode() for c in version.rewordings.all()):
        raise Refused(f"{version.reference} is published; add its corrections with: manage.py framework reword.")
    transaction.on_commit(forget)
    return version, new


def _held(source: Source) -> Source:
    """The files as they are now, so that what is checked is what is kept; the loader says what cannot be read."""
    try:
        return Files(source.name, texts_of(source))
    except (OSError, UnicodeDecodeError):
        return source


def _kept(framework, files, by):
    facts = {"digest": framework.digest, "name_zh": framework.name.zh, "name_en": framework.name.en}
    if row := FrameworkVersion.objects.filter(reference=framework.reference).first():
        return row, False
    try:
        with transaction.atomic():
            return FrameworkVersion.objects.create(
                reference=framework.reference, files=files, published_by=by, **facts
            ), True
    except IntegrityError:  # somebody else was first
        return FrameworkVersion.objects.get(reference=framework.reference), False


def _correct(version, texts, by):
    links = chain(text.encode() for text in texts)[1:]
    for number, (text, link) in enumerate(zip(texts, links, strict=True), start=1):
        Rewording.objects.create(version=version, number=number, text=text, wording=link, added_by=by)


@transaction.atomic
def reword(reference: str, text: str, by=None) -> Rewording:
    """Correct texts of an installed version by one more file. Raises KeyError, ContentError or Refused."""
    if reference in published_references():
        raise Refused(f"{reference} ships with the product; put the file into the folder wording/ beside it.")
    version = FrameworkVersion.objects.select_for_update().filter(reference=reference).first()
    if version is None:
        raise KeyError(reference)
    before, number = version.source(), version.rewordings.count() + 1
    files = Files(before.name, {**before.texts, path_of(number): text})
    framework = load_framework(files, None, {reference: version.digest}, reference)
    transaction.on_commit(forget)
    return Rewording.objects.create(version=version, number=number, text=text, wording=framework.wording, added_by=by)


def withdraw(reference: str) -> FrameworkVersion:
    """No new assessment begins with it; those begun go on. Raises KeyError or ContentError."""
    version = version_of(reference)
    version.withdrawn = True
    version.save(update_fields=["withdrawn"])
    return version
