from django.http import JsonResponse


def regions(request):
    return JsonResponse({})


industries = size = regions
