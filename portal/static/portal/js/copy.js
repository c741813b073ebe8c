// Shows the buttons that copy a text, and copies it. Without script they stay hidden: the text itself can be selected.
(() => {
  for (const button of document.querySelectorAll(".copy[data-copy]")) {
    const source = document.getElementById(button.dataset.copy);
    if (!source || !navigator.clipboard) continue;
    button.dataset.ready = "";
    const label = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText("value" in source ? source.value : source.innerText.trim());
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 2500);
    });
  }
})();
