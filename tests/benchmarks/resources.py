"""Time of the shelf of resources at many generated ones with text of files, for a visitor and for a member."""

import random
import time
from collections.abc import Iterator
from itertools import accumulate

from django.contrib.auth import get_user_model
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Count, Window
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from criteria.documents import ResourceDocument, Term
from criteria.library import facets, search
from criteria.library.products import ProductTree
from criteria.library.writing import CONFIGURATION
from criteria.models import LibraryVersion, ProductGroup, Resource, ResourceEntry, ResourceVersion, Theme
from criteria.resources import projection
from criteria.resources.shelf import RESOURCES
from criteria.terms import ResourceKind, Visibility
from networks.models import Membership, NetworkPage
from portal.reader import NOBODY, Reader
from tests.benchmarks.figures import Figure
from tests.benchmarks.timing import one_query, time_of

WORDS_PER_FILE = 800
"""About the text of two pages."""
VOCABULARY = [f"word{number}" for number in range(20_000)]
UP_TO = list(accumulate(1 / (number + 5) for number in range(20_000)))
"""As in any language: few words come often, most come seldom."""
COMMON = "durable"
"""A word that stands in 30 % of the files."""


def measure(records: int) -> Iterator[Figure]:
    """Figures with `records` generated resources; ratios are to the same list by one plain query."""
    started = time.perf_counter()
    user = generate(records)
    yield Figure(f"{records:,} resources written", (time.perf_counter() - started) * 1000 / records, "ms")
    yield Figure("one plain query, for comparison", time_of(one_query), "ms")
    yield Figure(f"index of {records:,} resources, built anew", time_of(lambda: facets.build(RESOURCES)), "ms")
    whole = facets.build(RESOURCES)
    mask = whole.everything // 3
    yield Figure("cut to what a reader may see", time_of(lambda: whole.cut_to(mask, for_member=True)), "ms")
    for name, reader in (("visitor", lambda: NOBODY), ("member", lambda: Reader(user))):
        index = facets.current(RESOURCES, reader())
        chosen = {"product": ("laptop",), "kind": ("guideline", "tool")}
        counting = time_of(lambda index=index, chosen=chosen: index.counts(chosen))
        yield Figure(f"{name}: counts of all filters", counting, "ms", None, "<= 5 ms")
        asked = {
            "browse": ("product=laptop&kind=guideline", "<= 5 ms"),
            "words in few files": ("q=copper+smelter+word900+word2000", "<= 10 ms"),
            "a word in 30 % of the files": (f"q={COMMON}", "<= 30 ms"),
            "a mistyped word": ("q=smeltre", ""),
        }
        for what, (address, aim) in asked.items():
            took = time_of(lambda address=address, reader=reader: _ask(address, reader()))
            plain = time_of(lambda address=address, reader=reader: _plainly(address, reader()))
            yield Figure(f"{name}: {what}", took, "ms", plain, aim)
        client = _client(user if name == "member" else None)
        for what, address in (("whole page", ""), ("whole page, words", f"?q={COMMON}")):
            took = time_of(lambda client=client, address=address: client.get(f"/en/resources/{address}"))
            yield Figure(f"{name}: {what}", took, "ms", None, "<= 60 ms")
    resource = Resource.objects.live().first()
    assert resource is not None
    yield Figure("refreshing one resource", time_of(lambda: projection.refresh(resource)), "ms", None, "<= 50 ms")


def _ask(address: str, reader: Reader) -> None:
    result = search.ask(QueryDict(address), reader, RESOURCES)
    assert result.everything


def _plainly(address: str, reader: Reader) -> None:
    """The list and its total for the same words and filters in one query of the database, without any counts."""
    parameters = QueryDict(address)
    rows = ResourceEntry.objects.visible_to(reader)
    for group in ("product", "kind"):
        if parameters.getlist(group):
            rows = rows.filter(facets__overlap=[f"{group}:{value}" for value in parameters.getlist(group)])
    if parameters.get("q"):
        rows = rows.filter(words=SearchQuery(parameters["q"], config=CONFIGURATION, search_type="websearch"))
    list(rows.annotate(total=Window(Count("*"))).order_by("title", "rid")[:20])


def _client(user) -> Client:
    client = Client(headers={"Host": "localhost"})
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def generate(records: int):
    """Resources of all kinds, a third of them for each visibility; gives a member of one network."""
    chance = random.Random(11)
    networks = list(NetworkPage.objects.order_by("pk"))
    user = get_user_model().objects.create_user("measured@example.org", "copper-goes-round")
    Membership.objects.create(user=user, network=networks[0], state="active", since=timezone.now())
    kept = Resource.objects.bulk_create(
        [
            Resource(
                kind=chance.choice(ResourceKind.values),
                title=f"Generated {number}",
                slug=f"generated-{number}",
                network=chance.choice(networks),
                visibility=chance.choice(Visibility.values),
                year=chance.randint(2010, 2026),
            )
            for number in range(records)
        ],
        batch_size=2000,
    )
    groups, themes = list(ProductGroup.objects.all()), list(Theme.objects.all())
    tree = ProductTree()
    around = {group.pk: tree.keys_around([group.key]) for group in groups}
    versions, texts, words = [], [], []
    for resource in kept:
        group, theme = chance.choice(groups), chance.choice(themes)
        document = ResourceDocument(
            slug=resource.slug,
            number=1,
            kind=resource.kind,
            title=resource.title,
            abstract="How to buy it well.",
            languages=(chance.choice(("en", "nl", "fr", "de", "nb")),),
            year=resource.year,
            product_groups=(group.term,),
            themes=(theme.term,),
            network=Term(key=resource.network.slug, label=resource.network.title),
        )
        versions.append(_frozen(resource, document))
        found = {f"product:{key}" for key in around[group.pk]} | _facets(resource, document, theme)
        words.append(sorted(found))
        texts.append(_text(chance))
    versions = ResourceVersion.objects.bulk_create(versions, batch_size=2000)
    for resource, version in zip(kept, versions, strict=True):
        resource.live_version, resource.state = version, "published"
    Resource.objects.bulk_update(kept, ["live_version", "state"], batch_size=2000)
    _write([(version, found, text) for version, found, text in zip(versions, words, texts, strict=True)])
    LibraryVersion.change(ResourceEntry)
    return user


def _frozen(resource: Resource, document: ResourceDocument) -> ResourceVersion:
    now = timezone.now()
    kept = document.model_dump(mode="json")
    return ResourceVersion(resource=resource, number=1, document=kept, frozen_at=now, published_at=now)


def _facets(resource: Resource, document: ResourceDocument, theme: Theme) -> set[str]:
    seen = {"public": "public", "members": "members"}.get(resource.visibility)
    words = {"seen:secretariat", f"seen:network-{resource.network_id}", *([f"seen:{seen}"] if seen else [])}
    words |= {f"kind:{resource.kind}", f"theme:{theme.key}", f"language:{document.languages[0]}"}
    return words | {
        f"network:{resource.network.slug}",
        f"year:{resource.year}",
        f"visibility:{resource.visibility}",
    }


def _text(chance: random.Random) -> str:
    """The text of a file."""
    words = chance.choices(VOCABULARY, cum_weights=UP_TO, k=WORDS_PER_FILE)
    rare = chance.sample(["copper", "smelter", "firmware", "battery", "toner", "audit", "repair", "display"], 3)
    return " ".join([*words, *rare, *([COMMON] if chance.random() < 0.3 else [])])


def _write(rows: list[tuple[ResourceVersion, list[str], str]]) -> None:
    statement = (
        "INSERT INTO criteria_resourceentry"
        " (resource_id, version_id, title, document, facets, visibility, year, updated_on, head, words)"
        " SELECT v.resource_id, v.id, v.document->>'title', v.document, %s, r.visibility, r.year, now(),"
        f" setweight(to_tsvector('{CONFIGURATION}', r.title), 'A'),"
        f" setweight(to_tsvector('{CONFIGURATION}', r.title), 'A')"
        f" || setweight(to_tsvector('{CONFIGURATION}', %s), 'D')"
        " FROM criteria_resourceversion v JOIN criteria_resource r ON r.id = v.resource_id WHERE v.id = %s"
    )
    with connection.cursor() as cursor:
        # Filled row by row, the index would take minutes; readers of a portal that grew meet the same index.
        cursor.execute("DROP INDEX resource_words")
        cursor.executemany(statement, [(found, text, version.pk) for version, found, text in rows])
        cursor.execute("CREATE INDEX resource_words ON criteria_resourceentry USING gin (words) WITH (fastupdate=off)")
        cursor.execute("INSERT INTO criteria_libraryword VALUES ('smelter'), ('copper') ON CONFLICT DO NOTHING")
        cursor.execute("ANALYZE criteria_resourceentry, criteria_resource, criteria_resourceversion")
