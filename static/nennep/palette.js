/* The palette: one box for records, pages and acts. `/` and Ctrl-K open it, arrows, Home and End choose, Enter goes there, Ctrl-Enter in a new tab.
   What is found comes from the server by htmx; without scripts the header's link leads to the same search as a page. */
(function () {
  "use strict";

  /* Seen of late, as long as one is logged in on this browser: leaving wipes it (data-forget, Clear-Site-Data), and so does the log-in page, where a session ran out. */
  const SEEN = "nn-seen", REMEMBERED = 8;
  const who = document.body.dataset.who;
  function remembered() {
    try {
      const kept = JSON.parse(localStorage.getItem(SEEN));
      return kept && kept.who === who ? kept.pages : [];
    } catch { return []; }
  }
  function remember() {
    try {
      if (!who) { localStorage.removeItem(SEEN); return; }
      const { seen, seenIcon } = document.body.dataset;
      if (!seen || !document.querySelector(".nn-shell")) return;
      const page = { path: window.location.pathname, label: document.title.replace(/ · Nền nếp$/, ""), kind: seen, icon: seenIcon };
      localStorage.setItem(SEEN, JSON.stringify({ who, pages: [page, ...remembered().filter((one) => one.path !== page.path)].slice(0, REMEMBERED) }));
    } catch { /* forbidden: nothing is remembered */ }
  }
  remember();

  const dialog = document.getElementById("nn-palette");
  if (!dialog) return;
  const input = document.getElementById("nn-search"), found = document.getElementById("nn-hits"), status = document.getElementById("nn-found");
  const options = () => Array.from(found.querySelectorAll("[role=option]"));
  const asked = () => input.value.normalize("NFC").replace(/\s+/g, " ").trim();
  /* Whether what is shown is the answer to what is typed. */
  const answered = () => { const list = found.querySelector("[role=listbox]"); return Boolean(list) && list.dataset.for === asked(); };

  let active = null, waiting = null;
  function choose(option) {
    if (active) active.setAttribute("aria-selected", "false");
    active = option || null;
    if (!active) { input.removeAttribute("aria-activedescendant"); return; }
    active.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }
  function move(by) {
    const all = options();
    if (all.length) choose(all[(all.indexOf(active) + by + (active || by > 0 ? 0 : 1) + all.length) % all.length]);
  }
  function go(inNewTab) {
    if (!active) { if (asked()) input.form.submit(); return; }
    if (inNewTab) { window.open(active.href, "_blank", "noopener"); return; }
    dialog.close();
    window.location.assign(active.href);
  }

  function recent() {
    const pages = remembered().filter((one) => one.path !== window.location.pathname);
    if (!pages.length) return;
    const sprite = dialog.querySelector("use").getAttribute("href").split("#")[0];
    const group = document.createElement("div"), title = document.createElement("div");
    group.setAttribute("role", "group"); group.setAttribute("aria-labelledby", "nn-group-seen");
    title.className = "nn-palette-group"; title.id = "nn-group-seen"; title.textContent = found.dataset.recent;
    group.append(title);
    pages.forEach((page, place) => {
      const option = document.createElement("a"), words = document.createElement("span"), label = document.createElement("span"), kind = document.createElement("small");
      option.id = "nn-option-seen-" + place; option.href = page.path; option.tabIndex = -1;
      option.setAttribute("role", "option"); option.setAttribute("aria-selected", "false");
      words.className = "nn-option-words"; label.textContent = page.label; kind.textContent = page.kind;
      const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg"), use = document.createElementNS("http://www.w3.org/2000/svg", "use");
      icon.setAttribute("class", "icon"); icon.setAttribute("aria-hidden", "true"); use.setAttribute("href", sprite + "#" + page.icon);
      icon.append(use); words.append(label, kind); option.append(icon, words); group.append(option);
    });
    found.querySelector("[role=listbox]").prepend(group);
  }

  function open() {
    if (!dialog.open) dialog.showModal();
    input.focus(); input.select();
    waiting = null;
    input.dispatchEvent(new Event("nn:asked"));
  }

  found.addEventListener("htmx:afterSwap", () => {
    if (!asked()) recent();
    const all = options();
    choose(asked() ? all[0] : null);
    found.scrollTop = 0;
    status.textContent = status.dataset.words.replace("%s", all.length);
    if (waiting && answered()) { const { inNewTab } = waiting; waiting = null; go(inNewTab); }
  });
  ["htmx:sendError", "htmx:responseError"].forEach((name) => dialog.addEventListener(name, () => { if (waiting) input.form.submit(); }));

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = options();
    const keys = {
      ArrowDown: () => move(1), ArrowUp: () => move(-1),
      Home: () => choose(all[0]), End: () => choose(all[all.length - 1]),
      Enter: () => { const inNewTab = event.ctrlKey || event.metaKey; if (answered()) go(inNewTab); else waiting = { inNewTab }; },
    };
    if (!keys[event.key] || event.altKey || event.shiftKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("input", () => { waiting = null; });
  found.addEventListener("mousemove", (event) => { const option = event.target.closest("[role=option]"); if (option && option !== active) choose(option); });
  dialog.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (event.target === dialog || (option && !event.ctrlKey && !event.metaKey && !event.shiftKey)) dialog.close();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest && event.target.closest("[data-palette]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName) || field.isContentEditable;
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!slash && !((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k")) return;
    if (document.querySelector("dialog[open]:not(#nn-palette)")) return;
    event.preventDefault();
    open();
  });
})();
