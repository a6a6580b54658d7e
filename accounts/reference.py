"""Regions, industries and size classes for forms: loaded once, and the two lists one can pick from."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from readiness.loading.reference import published_reference as reference
from readiness.reference import check_uscc
from readiness.text import Text


def in_language(text):
    """One side of a bilingual text, for the language of this page."""
    return text.in_language(get_language() or "zh-hans") if text else ""


def check_code(typed):
    """The normalised unified social credit code, or "" and the sentence that says what is wrong with it."""
    answer = check_uscc(typed)
    return answer.code or "", in_language(answer.message)


def policy_group_of(industry):
    """The policy group of an industry that can be picked; `changeable` when the firm may correct it."""
    return reference().policy_group(industry)


@dataclass(frozen=True)
class SizeExplained:
    label: str
    sentence: str


def explain_size(industry, employees, revenue_wan):
    """The size class in words, and how it follows from the two figures."""
    answer = reference().size_class(industry, employees, revenue_wan)
    return SizeExplained(in_language(answer.label), in_language(answer.explanation))


class Picker:
    """A list one can pick a code from: how to find rows, how to show them, and the sentences around it."""

    def path(self, code) -> Text:
        """The whole name of a code, from the top of its list."""
        raise NotImplementedError

    def known(self, code):
        return code in self.rows()

    def label(self, code):
        """What stands in the box for a chosen code; the code itself when it is unknown."""
        return in_language(self.path(code)) if self.known(code) else code

    def search(self, text, limit):
        return [self.result(candidate) for candidate in self.candidates(text, limit)]

    def result(self, candidate):
        note = in_language(candidate.note) or in_language(candidate.path)
        return {
            "code": candidate.code,
            "label": self.label(candidate.code),
            "name": self.title(candidate),
            "note": note,
        }

    def exact(self, text):
        """Codes that this text names without doubt: a code, a full path, a full name."""
        if self.known(text):
            return [text]
        hits = self.candidates(text, 50)
        paths = [hit.code for hit in hits if text in (hit.path.zh, hit.path.en, self.label(hit.code))]
        names = [hit.code for hit in hits if text in (hit.name.zh, hit.name.en)]
        return paths[:1] or names


class RegionPicker(Picker):
    name, list_title = "region", _("Regions")
    address = "accounts:search_regions"
    placeholder = _("Name, pinyin or code")
    sentence_empty = _("Please choose the region: type a few letters of its name.")
    sentence_none = _(
        "No region was found for “%(found)s”. Try the name of the county, its pinyin or the six-digit code."
    )
    sentence_several = _("“%(found)s” fits %(number)d regions. Please choose one below or type more of the name.")

    def rows(self):
        return reference().regions

    def path(self, code):
        return reference().region_path(code)

    def candidates(self, text, limit):
        return reference().search_regions(text, limit)

    def title(self, candidate):
        return in_language(candidate.name)

    def refuse(self, code):
        """Why this region cannot be the seat of an enterprise; empty when it can."""
        region = self.rows()[code]
        if not region.offered:
            return _("%(name)s is no longer in use as a region. Please choose the one that took its place.") % {
                "name": self.label(code)
            }
        if region.level == "province" and any(row.parent == code for row in self.rows().values()):
            return _("%(name)s is a whole province. Please choose the city, county or district.") % {
                "name": self.label(code)
            }
        return ""


class AnyRegionPicker(RegionPicker):
    """Whole provinces too: what belongs to a region need not lie in one city."""

    def refuse(self, code):
        return "" if self.rows()[code].level == "province" else super().refuse(code)


class IndustryPicker(Picker):
    name, list_title = "industry", _("Industries")
    address = "accounts:search_industries"
    placeholder = _("Product, pinyin or code")
    sentence_empty = _("Please choose the industry: type a product or the code.")
    sentence_none = _(
        "No industry was found for “%(found)s”. Try another word for the product, or the code on your statistics form."
    )
    sentence_several = _("“%(found)s” fits %(number)d industries. Please choose one below or type more of the name.")

    def rows(self):
        return reference().industries

    def path(self, code):
        row = self.rows()[code]
        return Text(f"{code} {row.name.zh}", f"{code} {row.name.en}")

    def candidates(self, text, limit):
        return reference().search_industries(text, limit)

    def title(self, candidate):
        return f"{candidate.code} {in_language(candidate.name)}"

    def refuse(self, code):
        if self.rows()[code].level == "section":
            return _("“%(name)s” is a whole section. Please choose the industry below it.") % {"name": self.label(code)}
        return ""


PICKERS = {"region": RegionPicker(), "any_region": AnyRegionPicker(), "industry": IndustryPicker()}
