"""Merge, rename, split and agree in the CMS: each shows what it will touch before it does it."""

from typing import Any, ClassVar, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from criteria.models import Tag
from criteria.tags import actions
from criteria.tags.admin_forms import AssignForm, MergeForm, RenameForm, SplitForm
from criteria.tags.sources import sources, through_models
from criteria.tags.suggestions import similar_to
from portal.models import User
from portal.reader import Reader, reader_of
from portal.rights import may
from portal.states import Refused

ASKED = 100
"""Things that a split asks about one by one; the rest gets all the new words."""


class TagActionView(WagtailAdminTemplateMixin, View):
    """What the four have in common. Who may not do it is sent away as everywhere in the CMS."""

    verb: ClassVar[str]
    title: ClassVar[str | Promise]
    model: type[Model] | None = None
    index_url_name = ""
    edit_url_name = ""
    header_icon = "tag"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.tag = get_object_or_404(Tag, pk=kwargs["pk"])
        self.reader = reader_of(request)
        if not may(self.reader, self.verb, self.tag):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> User:
        """Who acts; nobody without an account gets this far."""
        return cast("User", self.reader.user)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_page_title(self) -> str:
        return str(self.title)

    def get_page_subtitle(self) -> str:
        return self.tag.name

    def get_breadcrumbs_items(self) -> list[Any]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": gettext("Tags")},
            {"url": reverse(self.edit_url_name, args=[self.tag.pk]), "label": self.tag.name},
            {"url": "", "label": self.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "tag": self.tag,
            "uses": uses(self.tag),
            "back_url": reverse(self.edit_url_name, args=[self.tag.pk]),
        }
        return super().get_context_data(**context | kwargs)

    def done(self, message: str, tag: Tag) -> HttpResponse:
        messages.success(self.request, message)
        return redirect(self.edit_url_name, tag.pk)

    def refused(self, reason: str | Promise, **context: Any) -> HttpResponse:
        messages.error(self.request, str(reason))
        return self.render_to_response(self.get_context_data(**context), status=422)


class RenameTagView(TagActionView):
    """Another word; the old one leads there."""

    verb = "rename"
    title = _("Rename")
    template_name = "criteria/admin/tag_rename.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": RenameForm(initial={"name": self.tag.name})} | kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RenameForm(request.POST)
        if not form.is_valid():
            return self.refused(_("The tag has not been renamed."), form=form)
        before = self.tag.name
        try:
            tag = actions.rename(self.tag, form.cleaned_data["name"], by=self.person,
                                 keep_word=form.cleaned_data["keep_word"])  # fmt: skip
        except Refused as refused:
            form.add_error("name", str(refused.reason))
            return self.refused(_("The tag has not been renamed."), form=form)
        return self.done(gettext("“%(old)s” is “%(new)s” now.") % {"old": before, "new": tag.name}, tag)


class MergeTagView(TagActionView):
    """First which tag stays, then what will move."""

    verb = "merge"
    title = _("Merge")
    template_name = "criteria/admin/tag_merge.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or MergeForm(
            self.request.GET if "into" in self.request.GET else None, source=self.tag
        )
        into = form.cleaned_data["into"] if form.is_bound and form.is_valid() else None
        shown = {"form": form, "into": into, "into_uses": uses(into) if into else [], "similar": similar_to(self.tag)}
        return super().get_context_data(**shown | kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = MergeForm(request.POST, source=self.tag)
        if not form.is_valid():
            return self.refused(_("Nothing has been merged."), form=form)
        before = self.tag.name
        try:
            tag = actions.merge(self.tag, form.cleaned_data["into"], by=self.person)
        except Refused as refused:
            return self.refused(refused.reason, form=form)
        return self.done(gettext("“%(old)s” is part of “%(new)s” now.") % {"old": before, "new": tag.name}, tag)


class SplitTagView(TagActionView):
    """First the new words, then which thing gets which."""

    verb = "split"
    title = _("Split")
    template_name = "criteria/admin/tag_split.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or SplitForm(self.request.GET if "into" in self.request.GET else None)
        assign = None
        if form.is_bound and form.is_valid():
            words = form.cleaned_data["into"]
            assign = AssignForm(initial={"into": words}, things=self._things(), words=words)
        return super().get_context_data(**{"form": form, "assign": assign, "asked": ASKED} | kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        names = SplitForm(request.POST)
        if not names.is_valid():
            return self.refused(_("Nothing has been split."), form=names)
        words = names.cleaned_data["into"]
        form = AssignForm(request.POST, things=self._things(), words=words)
        if not form.is_valid():
            return self.refused(_("Nothing has been split."), form=names)
        chosen = form.cleaned_data

        def assign(thing: Model) -> list[str]:
            return chosen.get(_key(thing), [])

        before = self.tag.name
        try:
            tags = actions.split(self.tag, words, assign, by=self.person)
        except (Refused, ValidationError) as refused:
            reason = refused.reason if isinstance(refused, Refused) else " ".join(refused.messages)
            return self.refused(reason, form=names)
        joined = ", ".join(tag.name for tag in tags)
        return self.done(gettext("“%(old)s” is split into %(new)s.") % {"old": before, "new": joined}, tags[0])

    def _things(self) -> list[tuple[str, str]]:
        return things_with(self.tag, self.reader)


class CurateTagView(TagActionView):
    """Agreed words come first; the rest is free."""

    verb = "curate"
    title = _("Agreed word")
    template_name = "criteria/admin/tag_curate.html"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            tag = actions.curate(self.tag, by=self.person, agreed="agree" in request.POST)
        except Refused as refused:
            return self.refused(refused.reason)
        told = gettext("“%(tag)s” is an agreed word now.") if tag.curated else gettext("“%(tag)s” is a free word now.")
        return self.done(told % {"tag": tag.name}, tag)


def uses(tag: Tag) -> list[tuple[str, int]]:
    """How many things of each kind carry a tag, drafts and closed ones included: this much will change."""
    counted = [
        (through._meta.get_field("content_object").related_model._meta.verbose_name_plural,
         through._default_manager.filter(tag=tag).count())
        for through in through_models()
    ]  # fmt: skip
    return [(str(label), number) for label, number in counted if number]


def things_with(tag: Tag, reader: Reader) -> list[tuple[str, str]]:
    """Things the reader may see that carry a tag, as form keys with names; the first `ASKED` of them."""
    found: list[tuple[str, str]] = []
    for source in sources():
        rows = source.taggings(reader).filter(tag=tag).select_related("content_object").order_by("pk")
        found += [(_key(row.content_object), str(row.content_object)) for row in rows[: ASKED - len(found)]]
    return found


def _key(thing: Model) -> str:
    return f"{thing._meta.model_name}-{thing.pk}"
