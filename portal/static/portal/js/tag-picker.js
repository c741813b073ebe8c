// Makes a combobox of a field for words with commas: suggestions for the word at the caret, by the ARIA listbox pattern.
for (const input of document.querySelectorAll("input[data-suggest]:not([role])")) {
  const list = document.createElement("ul");
  const say = (name, value) => input.setAttribute(`aria-${name}`, value);
  let timer, asked, chosen = -1;
  list.className = "suggestions";
  list.id = `${input.id}-list`;
  list.role = "listbox";
  list.ariaLabel = input.labels[0]?.textContent;
  list.hidden = true;
  input.role = "combobox";
  const frame = document.createElement("div");
  frame.className = "picker";
  input.replaceWith(frame);
  frame.append(input, list);
  say("autocomplete", "list");
  say("controls", list.id);
  say("expanded", false);

  const show = (open) => {
    list.hidden = !open;
    say("expanded", open);
    choose(-1);
  };
  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((option, place) => { option.ariaSelected = place === index; });
    say("activedescendant", list.children[index]?.id ?? "");
    list.children[index]?.scrollIntoView({ block: "nearest" });
  };
  const split = () => {
    const end = input.selectionStart;
    const start = input.value.lastIndexOf(",", end - 1) + 1;
    return [input.value.slice(0, start), input.value.slice(start, end).trim(), input.value.slice(end)];
  };
  const take = (option) => {
    const [before, , after] = split();
    const head = `${before}${before && " "}${option.dataset.name}`;
    input.value = head + (after.trimStart().startsWith(",") ? after : `, ${after.trim()}`);
    input.setSelectionRange(head.length + 2, head.length + 2);
    show(false);
  };
  const ask = async () => {
    const word = asked = split()[1];
    const found = word ? await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(word)}`).then((r) => r.ok ? r.json() : [], () => []) : [];
    if (word !== asked) return;
    list.replaceChildren(...found.map(({ name, note }, place) => {
      const option = document.createElement("li");
      option.role = "option";
      option.id = `${list.id}-${place}`;
      option.dataset.name = option.textContent = name;
      option.append(Object.assign(document.createElement("small"), { textContent: ` ${note}` }));
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(option); });
      return option;
    }));
    show(found.length > 0);
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  input.addEventListener("blur", () => { asked = null; show(false); });
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (event.key === "ArrowDown" && list.hidden) ask();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") choose(chosen < last ? chosen + 1 : 0);
    else if (event.key === "ArrowUp") choose(chosen > 0 ? chosen - 1 : last);
    else if (event.key === "Enter" && chosen >= 0 && split()[1] === asked) take(list.children[chosen]);
    else if (event.key === "Escape") show(false);
    else return /^(Arrow|Home|End)/.test(event.key) ? show(false) : undefined;
    event.preventDefault();
  });
}
