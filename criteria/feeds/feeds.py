"""`/feeds/criteria.atom` and its narrower kin: new editions and more, by kind of change, product group or network."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from criteria.feeds import queries
from criteria.feeds.queries import Entry, Kind
from criteria.models import ProductGroup
from networks.models import NetworkPage
from portal.feeds import PublicFeed
from portal.tables import printable


class ChangesFeed(PublicFeed):
    """All criteria. What narrows it overrides which entries, and says so in the title."""

    def title(self, subject: Any) -> str:
        return gettext("Circular and Fair ICT Pact: %(subject)s") % {"subject": printable(str(self.label(subject)))}

    def label(self, subject: Any) -> str | Promise:
        return _("criteria")

    def feed_guid(self, subject: Any) -> str:
        """What tells this feed from the others for ever; they share the page they lead to."""
        return "urn:cfit:feed:criteria"

    def subtitle(self, subject: Any) -> str:
        return gettext("Every published wording, the latest first.")

    def link(self, subject: Any) -> str:
        return reverse("criteria:browse")

    def items(self, subject: Any) -> list[Entry]:
        return queries.all_changes()

    def item_title(self, item: Entry) -> str:
        return printable(item.title)

    def item_description(self, item: Entry) -> str:
        return printable(item.summary)

    def item_link(self, item: Entry) -> str:
        return item.url

    def item_guid(self, item: Entry) -> str:
        return item.uid

    def item_pubdate(self, item: Entry) -> datetime:
        return item.at

    item_updateddate = item_pubdate

    def item_categories(self, item: Entry) -> list[str]:
        return [printable(word) for word in item.words]


class KindFeed(ChangesFeed):
    """One kind of change."""

    def get_object(self, request: HttpRequest, kind: str) -> Kind:
        return queries.KINDS[kind]

    def label(self, subject: Kind) -> str | Promise:
        return subject.label

    def subtitle(self, subject: Kind) -> str:
        return gettext("The latest first.")

    def feed_guid(self, subject: Kind) -> str:
        return f"urn:cfit:feed:criteria:{subject.key}"

    def items(self, subject: Kind) -> list[Entry]:
        return queries.changes_of_kind(subject)


class ProductFeed(ChangesFeed):
    """Criteria of one product group."""

    def get_object(self, request: HttpRequest, key: str) -> ProductGroup:
        group = queries.find_product(key)
        if group is None:
            raise Http404
        return group

    def label(self, subject: ProductGroup) -> str:
        return subject.name

    def feed_guid(self, subject: ProductGroup) -> str:
        return f"urn:cfit:feed:product:{subject.key}"

    def link(self, subject: ProductGroup) -> str:
        return f"{reverse('criteria:browse')}?product={subject.key}"

    def items(self, subject: ProductGroup) -> list[Entry]:
        return queries.changes_of_product(subject)


class NetworkFeed(ChangesFeed):
    """What one network gives everybody."""

    def get_object(self, request: HttpRequest, slug: str) -> NetworkPage:
        network = queries.find_network(slug)
        if network is None:
            raise Http404
        return network

    def label(self, subject: NetworkPage) -> str:
        return subject.title

    def feed_guid(self, subject: NetworkPage) -> str:
        return f"urn:uuid:{subject.translation_key}"

    def subtitle(self, subject: NetworkPage) -> str:
        return gettext("Criteria from here, what the network says to criteria, and what it shares with everybody.")

    def link(self, subject: NetworkPage) -> str:
        return subject.get_url() or "/"

    def items(self, subject: NetworkPage) -> list[Entry]:
        return queries.changes_of_network(subject)
