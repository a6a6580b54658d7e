"""The questions of one dimension as a form for one's own opinion: the same fields as the survey's, another place to keep."""

from surveys.forms import PageForm, form_for
from teamwork.opinions import save_opinion


class OpinionPageForm(PageForm):
    def _save(self, user, code, value):
        return save_opinion(self.sheet.assessment, user, code, value, self._base(code)[0])


def opinion_form_for(sheet, section, data=None):
    return form_for(sheet, section, data, OpinionPageForm)
