// Adds the reader's own time beneath the time of the event, when the two differ.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const place of document.querySelectorAll("[data-local-time]")) {
    const [start, end] = place.dataset.localTime.split("/").map((moment) => new Date(moment));
    const format = new Intl.DateTimeFormat(document.documentElement.lang, {
      weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short",
    });
    if (place.dataset.zone === zone || Number.isNaN(+start)) continue;
    place.textContent = `${place.dataset.label} ${end ? format.formatRange(start, end) : format.format(start)}`;
    place.hidden = false;
  }
})();
