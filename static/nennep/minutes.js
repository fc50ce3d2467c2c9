/* Minutes typed beside the agenda: saved with every pause, kept in the browser while the server is away. Without it the form is sent by its button. */
(function () {
  "use strict";

  function minutes(form) {
    const status = document.querySelector("[data-minutes-status]");
    const fields = Array.from(document.querySelectorAll("[data-minutes-field]")).map((box) => {
      const [area, before] = box.querySelectorAll("textarea");
      return { box, area, before, name: area.name };
    });
    const words = form.dataset, key = words.store;
    const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
    const plain = (text) => text.replace(/\r\n/g, "\n").trim();
    const changed = () => fields.filter((field) => plain(field.area.value) !== plain(field.before.value));
    const say = (text) => { status.textContent = text; };

    /* The browser's copy: what was typed and the server has not, each with what it was typed over. */
    const store = {
      get: () => { try { return JSON.parse(localStorage.getItem(key) || "{}"); } catch { return {}; } },
      set: () => {
        const kept = {};
        changed().forEach((field) => { kept[field.name] = { before: field.before.value, text: field.area.value }; });
        try { if (Object.keys(kept).length) localStorage.setItem(key, JSON.stringify(kept)); else localStorage.removeItem(key); } catch { /* full or forbidden: the server has what it was sent */ }
      },
    };

    function tall(area) { area.style.height = "auto"; area.style.height = Math.max(area.scrollHeight + 2, 0) + "px"; }
    function put(field, text) { field.area.value = text; tall(field.area); }

    function offer(field, theirs) {
      const old = field.box.querySelector("[data-minutes-theirs]");
      if (old) old.remove();
      const note = document.createElement("div"), text = document.createElement("div"), use = document.createElement("button");
      note.className = "alert alert-warning"; note.dataset.minutesTheirs = ""; note.setAttribute("role", "alert");
      text.className = "nn-minutes-theirs"; text.textContent = theirs;
      use.type = "button"; use.className = "btn btn-sm"; use.textContent = words.wordsUse;
      use.addEventListener("click", () => { put(field, theirs); note.remove(); store.set(); field.area.focus(); });
      note.append(words.wordsTheirs, text, use);
      field.box.append(note);
    }

    const left = store.get();
    let back = false;
    fields.forEach((field) => {
      const kept = left[field.name];
      if (!kept || plain(kept.text) === plain(field.area.value)) return;
      if (plain(kept.before) !== plain(field.before.value)) offer(field, field.before.value);
      put(field, kept.text);
      back = true;
    });
    fields.forEach((field) => tall(field.area));

    let timer = 0, busy = false, again = false;
    async function save(leaving) {
      window.clearTimeout(timer);
      const sent = changed();
      if (!sent.length) return;
      if (busy && !leaving) { again = true; return; }
      busy = true;
      say(words.wordsSaving);
      const body = new URLSearchParams();
      const values = new Map(sent.map((field) => [field, field.area.value]));
      sent.forEach((field) => { body.append(field.name, field.area.value); body.append("truoc-" + field.name, field.before.value); });
      try {
        const answer = await fetch(form.getAttribute("action"), { method: "POST", headers: { "X-CSRFToken": token, Accept: "application/json" }, body, redirect: "error", keepalive: Boolean(leaving) });
        if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
        const said = await answer.json();
        say(said.words);
        if (said.texts) take(said, values);
        else window.clearTimeout(timer); // refused: what is wrong stands above, what was typed stays
      } catch { say(words.wordsOffline); timer = window.setTimeout(save, 10000); }
      store.set();
      if (!changed().length && fields.length) fields[0].area.form.dispatchEvent(new CustomEvent("nn:stored", { bubbles: true }));
      busy = false;
      if (again) { again = false; save(); }
    }

    /* What the draft now holds: facts that came in are shown where nobody is typing. */
    function take(said, values) {
      fields.forEach((field) => {
        const stored = said.texts[field.name];
        if (stored === undefined) return;
        const untouched = plain(field.area.value) === plain(field.before.value);
        if (!untouched && !values.has(field)) return; // typed meanwhile: its own saving says what others wrote
        const note = field.box.querySelector("[data-minutes-theirs]");
        if (field.name in said.clashes) offer(field, said.clashes[field.name]);
        else if (note && values.has(field)) note.remove();
        if (untouched && !(field.name in said.clashes) && !values.has(field) && plain(stored) !== plain(field.area.value)) put(field, stored);
        field.before.value = stored;
      });
    }

    fields.forEach((field, place) => {
      field.area.addEventListener("input", () => { tall(field.area); store.set(); window.clearTimeout(timer); timer = window.setTimeout(save, 1200); });
      field.area.addEventListener("keydown", (event) => {
        if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
          const next = fields[place + (event.key === "ArrowDown" ? 1 : -1)];
          event.preventDefault();
          if (next) { next.area.focus(); next.box.scrollIntoView({ block: "nearest" }); }
        } else if ((event.ctrlKey || event.metaKey) && (event.key === "Enter" || event.key.toLowerCase() === "s")) {
          event.preventDefault();
          save();
        }
      });
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); if (changed().length) save(); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
    window.addEventListener("pagehide", () => save(true));
    if (back) { say(words.wordsBack); save(); } else sync();

    /* What was recorded since the draft was last stored comes in, and what was stored while this page was on its way. */
    async function sync() {
      try {
        const answer = await fetch(form.getAttribute("action"), { method: "POST", headers: { "X-CSRFToken": token, Accept: "application/json" }, body: new URLSearchParams(), redirect: "error" });
        if (answer.ok) take(await answer.json(), new Map());
      } catch { /* the page shows what it came with */ }
    }
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-minutes]").forEach(minutes));
})();
