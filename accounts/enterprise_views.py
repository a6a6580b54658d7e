from django.contrib.auth.decorators import login_required
from django.http import HttpResponse


@login_required
def create(request):
    return HttpResponse()


detail = edit = funding = create
