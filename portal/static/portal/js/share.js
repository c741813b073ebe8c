// The sharing form: saves while one types and says so, keeps trying when the connection is lost, takes dropped files one
// by one with progress. Without script the same form is sent by its buttons.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const note = form.querySelector("[data-saved-note]");
  const say = (text, tone = "") => { note.textContent = text; note.dataset.tone = tone; };
  const clock = () => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(new Date());
  let changed = false, saving = false, leaving = false, uploads = 0, timer = 0, wait = 3000;

  const later = (milliseconds) => { clearTimeout(timer); timer = setTimeout(save, milliseconds); };

  async function save() {
    if (saving || !changed || leaving) return;
    saving = true;
    changed = false;
    say(form.dataset.saving);
    const data = new FormData(form);
    data.delete("uploads");
    try {
      const answer = await fetch(location.pathname, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const type = answer.headers.get("Content-Type") || "";
      if (!answer.ok || !type.includes("json")) {
        if (answer.status >= 500) throw new Error("server");
        say(form.dataset.gone, "error");
      } else {
        const { errors, similar } = await answer.json();
        const wrong = Object.entries(errors).map(([label, text]) => `${label}: ${text}`).join(" ");
        say(wrong ? form.dataset.wrong.replace("%s", wrong) : form.dataset.saved.replace("%s", clock()), wrong ? "error" : "");
        document.getElementById("similar").innerHTML = similar;
      }
      wait = 3000;
    } catch {
      changed = true;
      say(form.dataset.lost, "error");
      later(wait);
      wait = Math.min(wait * 2, 30000);
    }
    saving = false;
    if (changed && wait === 3000) later(1200);
  }

  const touched = (event) => {
    if (event.target.type === "file") return;
    changed = true;
    later(1200);
  };
  form.addEventListener("input", touched);
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("online", () => later(0));
  window.addEventListener("beforeunload", (event) => { if (!leaving && (changed || saving || uploads)) event.preventDefault(); });

  const drop = form.querySelector("[data-drop]");
  const input = drop.querySelector("input[type=file]");
  const queue = drop.querySelector(".drop__queue");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let chain = Promise.resolve();
  drop.dataset.ready = "";
  drop.querySelector(".drop__here").hidden = false;

  function line(file) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    name.textContent = `${file.name}: ${drop.dataset.waits}`;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    item.append(name, bar);
    queue.append(item);
    return { name, bar };
  }

  const send = (file, { name, bar }) => new Promise((done) => {
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.append("file", file);
    const fail = (text) => { bar.remove(); name.textContent = `${file.name}: ${text}`; name.dataset.tone = "error"; name.setAttribute("role", "alert"); done(); };
    if (file.size > Number(drop.dataset.most || Infinity)) return fail(drop.dataset.large);
    request.open("POST", drop.dataset.drop);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = event.loaded / event.total;
      name.textContent = `${file.name}: ${Math.round(bar.value * 100)} %`;
    });
    request.addEventListener("error", () => fail(drop.dataset.lost));
    request.addEventListener("load", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* An error page: said below. */ }
      if (request.status !== 200 || !answer.files) return fail(answer.error || drop.dataset.lost);
      document.getElementById("files-list").innerHTML = answer.files;
      bar.remove();
      name.textContent = `${file.name} ${drop.dataset.done}. ${answer.hint}`;
      name.setAttribute("role", "status");
      done();
    });
    request.send(data);
  });

  function take(files) {
    for (const file of files) {
      const place = line(file);
      uploads += 1;
      chain = chain.then(() => send(file, place)).then(() => { uploads -= 1; });
    }
  }

  input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.dataset.over = ""; });
  drop.addEventListener("dragleave", () => { delete drop.dataset.over; });
  drop.addEventListener("drop", (event) => { event.preventDefault(); delete drop.dataset.over; take([...event.dataTransfer.files]); });
})();
