// Tells readers their own time: beneath the time of an event, where the two differ, and of moments at which something
// happened, which the page itself names in UTC.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" };
  const ofEvents = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "short", day: "numeric", month: "long", ...clock });
  const ofMoments = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", ...clock });
  for (const place of document.querySelectorAll("[data-local-time]")) {
    const [start, end] = place.dataset.localTime.split("/").map((moment) => new Date(moment));
    if (place.dataset.zone === zone || Number.isNaN(+start)) continue;
    place.textContent = `${place.dataset.label} ${end ? ofEvents.formatRange(start, end) : ofEvents.format(start)}`;
    place.hidden = false;
  }
  const tellMoments = () => {
    for (const place of document.querySelectorAll("time[data-moment]")) {
      place.title = place.textContent;
      place.textContent = ofMoments.format(new Date(place.dateTime));
      delete place.dataset.moment;
    }
  };
  tellMoments();
  document.addEventListener("htmx:after:swap", tellMoments);
})();
