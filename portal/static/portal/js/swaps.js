// After htmx has put in a new part of the page: says aloud what the part says about itself in data-announce, and puts the
// focus there when the thing that was pressed is gone or lies above (a removed filter, a page of results).
(() => {
  document.documentElement.dataset.swaps = "";
  let pressed = null;
  // A box that belongs to another form than the one around it (form="…") is no filter: nothing is asked for when it changes.
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.getAttribute("form") && box.form !== box.closest("form")) event.stopPropagation();
  }, true);
  document.addEventListener("click", (event) => { pressed = event.target.closest("a"); });
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail?.ctx?.target;
    const part = typeof target === "string" ? document.querySelector(target) : target;
    const news = part?.querySelector("[data-announce], [role=alert]") ?? document.querySelector("main [data-announce]");
    const voice = document.getElementById("announcer");
    if (!news || !voice) return;
    voice.textContent = news.dataset.announce || news.textContent.trim();
    if (!document.contains(document.activeElement) || document.activeElement === document.body || pressed) {
      news.focus({ preventScroll: !pressed?.closest(".pager") });
    }
    pressed = null;
  });
})();
