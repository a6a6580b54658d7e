"""From a stored snapshot to the document: with the texts of its framework and the names of places."""

from accounts.reference import reference
from frameworks.library import framework
from readiness.errors import ContentError
from readiness.text import Text
from reports.documents import read_document
from reports.headline import read_headline
from reports.reading import OtherFramework, Places, Reading


def document_of(snapshot, language, content=None):
    """content: what a report says beside the result. Raises OtherFramework where its texts are not at hand."""
    return document_from(snapshot.data, language, content)


def document_from(data, language, content=None):
    verified = (content or {}).get("verified", ())
    return read_document(data, framework_of(data), language, places_of(data["profile"], language), verified)


def framework_of(data):
    """The framework in the words the result was made with. Raises OtherFramework when it is not at hand."""
    try:
        return framework(data["framework"], data.get("wording"))
    except (KeyError, ContentError) as error:
        raise OtherFramework(f"{data['framework']} is not at hand as it was: {error}") from error


def headline_of(snapshot, language):
    """What is read first of a result, without the rest of the document. Raises OtherFramework."""
    return read_headline(_reading(snapshot, language))


def title_of(snapshot, language):
    """What a report of this result is called. Raises OtherFramework."""
    return _reading(snapshot, language).title


def _reading(snapshot, language):
    data = snapshot.data
    return Reading(data, framework_of(data), language)


def places_of(profile, language):
    names = reference()
    return Places(
        region=_path(names.region_path, profile["adcode"], language),
        industry=_path(names.industry_path, profile["industry"], language, last=True),
    )


def _path(path, code, language, last=False):
    """The name of a code with those above it; the code itself when the list does not know it (any more)."""
    try:
        text: Text = path(code)
    except KeyError:
        return code
    name = text.in_language(language)
    return f"{name.rsplit(' / ', 1)[-1]} ({code})" if last else name
