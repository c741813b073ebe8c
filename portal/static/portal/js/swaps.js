// After htmx has put in a new part of the page, says aloud what the part says about itself in data-announce.
(() => {
  const say = () => {
    const news = document.querySelector("main [data-announce]");
    const voice = document.getElementById("announcer");
    if (news && voice) voice.textContent = news.dataset.announce || news.textContent.trim();
  };
  document.addEventListener("htmx:after:swap", say);
})();
