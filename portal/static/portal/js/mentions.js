// While somebody types @ and two letters: offers members to mention, as buttons beneath the field. Without it a short name
// typed by hand does the same.
(() => {
  const WORD = /(?:^|\s)@([\w-]{2,40})$/;
  let timer, asked = "";
  const choicesOf = (field) => {
    if (!field.nextElementSibling?.matches(".mention-choices")) {
      const row = document.createElement("div");
      row.className = "mention-choices";
      field.after(row);
    }
    return field.nextElementSibling;
  };
  const put = (field, handle) => {
    const head = field.value.slice(0, field.selectionStart).replace(/@[\w-]*$/, `@${handle} `);
    field.value = head + field.value.slice(field.selectionStart);
    field.focus();
    field.setSelectionRange(head.length, head.length);
    choicesOf(field).replaceChildren();
  };
  const offer = async (field, start) => {
    const address = field.form.dataset.people;
    const answer = await fetch(`${address}?q=${encodeURIComponent(start)}`, { credentials: "same-origin" });
    if (!answer.ok || asked !== start) return;
    const buttons = (await answer.json()).people.map(({ handle, name, organisation }) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--small" });
      button.textContent = organisation ? `${name}, ${organisation}` : name;
      button.addEventListener("click", () => put(field, handle));
      return button;
    });
    choicesOf(field).replaceChildren(...buttons);
    const voice = document.getElementById("announcer");
    if (voice && buttons.length) voice.textContent = buttons.map((button) => button.textContent).join("; ");
  };
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("textarea[data-mentions]") || !target.form.dataset.people) return;
    asked = WORD.exec(target.value.slice(0, target.selectionStart))?.[1] ?? "";
    clearTimeout(timer);
    if (asked) timer = setTimeout(offer, 250, target, asked);
    else choicesOf(target).replaceChildren();
  });
})();
