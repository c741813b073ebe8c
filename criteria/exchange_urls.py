"""Language-neutral addresses for programs and other people's pages: feeds, cards, oEmbed, the catalogue of data."""

from django.urls import path, re_path

from criteria.embed import views
from criteria.exports.catalogue import catalogue
from criteria.feeds.feeds import ChangesFeed, KindFeed, NetworkFeed, ProductFeed
from criteria.urls import REF

app_name = "exchange"
urlpatterns = [
    path("feeds/criteria.atom", ChangesFeed(), name="feed"),
    re_path(r"^feeds/criteria/(?P<kind>new|changed|ended|positions)\.atom$", KindFeed(), name="kind-feed"),
    path("feeds/criteria/product/<slug:key>.atom", ProductFeed(), name="product-feed"),
    path("feeds/networks/<slug:slug>.atom", NetworkFeed(), name="network-feed"),
    re_path(rf"^embed/criteria/{REF}/$", views.card, name="card"),
    path("oembed", views.oembed, name="oembed"),
    path("dcat.jsonld", catalogue, name="dcat"),
]
