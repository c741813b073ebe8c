"""Template tags of guidelines and tools."""

from urllib.parse import urlsplit

from django import template
from django.urls import reverse

from criteria.documents import FilePart
from criteria.models import Resource, ResourceFile
from networks.models.place import language_name

register = template.Library()


@register.filter
def ending(file: ResourceFile | FilePart) -> str:
    """`{{ file|ending }}`: PDF"""
    return file.name.rpartition(".")[2].upper()[:5]


@register.filter
def host(url: str) -> str:
    """`{{ "https://www.example.org/x"|host }}`: example.org, so that readers know where a link leads."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def language(code: str) -> str:
    """`{{ "nb"|language }}`: Norwegian Bokmål"""
    return language_name(code)


@register.simple_tag
def file_address(resource: Resource, file: ResourceFile) -> str:
    """Where a file is to be had; nothing while it is being checked."""
    return reverse("resources:download", args=[resource.slug, file.pk]) if file.state == "ready" else ""


@register.simple_tag
def picture_address(resource: Resource, file: ResourceFile) -> str:
    """Where the picture of a file's first page is; nothing without one."""
    is_there = file.preview and file.state == "ready"
    return reverse("resources:first_page", args=[resource.slug, file.pk]) if is_there else ""
