/* Nền nếp: what the pages need beyond plain HTML. Everything works without it, only slower to the hand.
   No inline handlers, no eval: the pages run under script-src 'self'. */
(function () {
  "use strict";

  const VI = {
    days: ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
    daysShort: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
    daysMin: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
    months: ["Tháng 1", "Tháng 2", "Tháng 3", "Tháng 4", "Tháng 5", "Tháng 6", "Tháng 7", "Tháng 8", "Tháng 9", "Tháng 10", "Tháng 11", "Tháng 12"],
    monthsShort: ["Th1", "Th2", "Th3", "Th4", "Th5", "Th6", "Th7", "Th8", "Th9", "Th10", "Th11", "Th12"],
    today: "Hôm nay", clear: "Xoá", titleFormat: "MM yyyy", format: "dd/mm/yyyy", weekStart: 1,
  };
  if (window.Datepicker) Object.assign(window.Datepicker.locales, { vi: VI, en: Object.assign({}, window.Datepicker.locales.en, { format: VI.format, weekStart: 1 }) });
  const LANGUAGE = document.documentElement.lang === "en" ? "en" : "vi";
  const WORDS = JSON.parse(document.getElementById("nn-words").textContent);

  /* A field may be called as one of its form's properties (method, action, id …) and then hides it: a form is asked for its attributes alone. */
  const sends = (form) => (form.getAttribute("method") || "get").toLowerCase();
  const target = (form) => new URL(form.getAttribute("action") || window.location.href, window.location.href).pathname;
  const fields = (form) => Array.from(document.querySelectorAll("input, select, textarea, button")).filter((field) => field.form === form);

  const each = (root, selector, job) => {
    if (root.matches && root.matches(selector)) job(root);
    root.querySelectorAll(selector).forEach(job);
  };

  /* 5/9/2026, 05-09-2026, 5.9.2026, 5 9 2026, 05092026: day first. Returns dd/mm/yyyy, or "" when it is no day. */
  function tidyDay(text) {
    const plain = text.trim();
    const parts = /^\d{8}$/.test(plain) ? [plain.slice(0, 2), plain.slice(2, 4), plain.slice(4)] : plain.split(/[\/\-. ]+/);
    if (parts.length === 2) parts.push(String(new Date().getFullYear()));
    if (parts.length !== 3 || !parts.every((part) => /^\d+$/.test(part))) return "";
    const [day, month, year] = parts.map(Number);
    if (parts[0].length === 4) return "";
    if (parts[2].length !== 4) return "";
    const made = new Date(year, month - 1, day);
    if (made.getFullYear() !== year || made.getMonth() !== month - 1 || made.getDate() !== day) return "";
    return String(day).padStart(2, "0") + "/" + String(month).padStart(2, "0") + "/" + year;
  }

  /* 513-QĐ/TU, 05-BB/ĐĐHND, DU-QS-BTV-02: no line ends inside the number of a document or the code of a record. */
  const NUMBER = /(^|[^\p{L}\d/-])([\p{L}\d/]{1,16}(?:-[A-ZĐƯƠÂÊÔ0-9][\p{L}\d/]{0,16})+)/gu;
  const LONGEST_NUMBER = 32; // a longer word is left to break
  const NOT_SHOWN = "script, style, title, textarea, select, svg, .nowrap, [contenteditable]";
  function keepNumbersWhole(root) {
    const walk = document.createTreeWalker(root.body || root, NodeFilter.SHOW_TEXT), found = [];
    while (walk.nextNode()) if (walk.currentNode.data.includes("-") && !walk.currentNode.parentElement.closest(NOT_SHOWN)) found.push(walk.currentNode);
    for (const text of found) {
      const parts = [];
      let end = 0;
      for (const [all, before, number, at] of Array.from(text.data.matchAll(NUMBER), (hit) => [...hit, hit.index])) {
        if (number.length > LONGEST_NUMBER) continue;
        const whole = document.createElement("span");
        whole.className = "nowrap"; whole.textContent = number;
        parts.push(text.data.slice(end, at + before.length), whole);
        end = at + all.length;
      }
      if (!parts.length) continue;
      parts.push(text.data.slice(end));
      /* In a flex or grid box each piece would be an item of its own, without the spaces between. */
      const within = document.createElement("span");
      if (/flex|grid/.test(getComputedStyle(text.parentElement).display)) { within.append(...parts); text.replaceWith(within); } else text.replaceWith(...parts);
    }
  }

  /* The office's days off are struck in the picker and named under the pointer; asked for once a page, when first needed. */
  let off = null, asked = null;
  const iso = (date) => date.getFullYear() + "-" + String(date.getMonth() + 1).padStart(2, "0") + "-" + String(date.getDate()).padStart(2, "0");
  function daysOff() {
    asked = asked || fetch("/lich/ngay-nghi/", { redirect: "error" }).then((answer) => answer.json()).then((days) => { off = days; return true; }).catch(() => false);
    return asked;
  }
  const isOff = (date) => date.getDay() === 0 || date.getDay() === 6 || Boolean(off && off[iso(date)]);
  function shownDay(date) {
    const name = off && off[iso(date)];
    if (!name) return undefined;
    const day = document.createElement("span");
    day.title = name; day.textContent = String(date.getDate());
    return { classes: "nn-off-day", content: day.outerHTML };
  }

  function dayPicker(input) {
    if (!window.Datepicker || input.dataset.dayReady) return;
    input.dataset.dayReady = "1";
    const typed = input.value;
    const picker = new window.Datepicker(input, {
      beforeShowDay: shownDay,
      language: LANGUAGE, format: "dd/mm/yyyy", weekStart: 1, autohide: true, todayHighlight: true, todayButton: true, todayButtonMode: 1,
      updateOnBlur: false, showOnFocus: false, prevArrow: "‹", nextArrow: "›", buttonClass: "btn", container: input.closest("dialog") || "body",
    });
    /* A picker reads what is no day as another one (32/13/2026 as 01/02/2027): what was typed stays as it was. */
    if (typed && !tidyDay(typed)) { picker.setDate({ clear: true }); input.value = typed; }
    /* The calendar opens at the day that was typed. */
    const open = () => {
      daysOff().then((known) => { if (known) picker.refresh("picker", true); });
      const day = tidyDay(input.value);
      if (day && picker.getDate("dd/mm/yyyy") !== day) picker.setDate(day, { autohide: false });
      picker.show();
    };
    input.addEventListener("click", open);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && !picker.active) { open(); event.preventDefault(); }
      if (event.key === "Escape" && picker.active) { event.stopPropagation(); picker.hide(); }
    }, true);
    /* One day is told once: a picker that learns on the way out what was typed has nothing new to say. */
    const now = () => tidyDay(input.value) || input.value;
    let told = now();
    input.addEventListener("change", () => { told = now(); });
    input.addEventListener("changeDate", () => { if (now() !== told) input.dispatchEvent(new Event("change", { bubbles: true })); });
    /* The picker puts its own day back into the box when it is left: it must know what was typed before, and what it cannot know is put back at once after it, before a form is sent. */
    let unknown = "";
    input.addEventListener("blur", () => {
      const text = input.value, tidy = tidyDay(text), known = picker.getDate("dd/mm/yyyy") || "";
      if (tidy && (tidy !== text || tidy !== known)) { input.value = tidy; picker.setDate(tidy, { autohide: true }); }
      else if (!text.trim() && known) picker.setDate({ clear: true });
      unknown = !tidy && text.trim() ? text : "";
    });
    input.addEventListener("focusout", () => { if (unknown) input.value = unknown; });
  }

  function chooser(select) {
    if (!window.TomSelect || select.tomselect) return;
    const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
    // TomSelect moves the label to its own box, so the words are read before.
    const words = (select.labels && select.labels[0] && select.labels[0].textContent.replace("*", "").trim()) || WORDS.choose;
    select.setAttribute("aria-label", words);
    const made = new window.TomSelect(select, {
      plugins: select.multiple ? { remove_button: { title: WORDS.not_this } } : {}, maxOptions: 300, refreshThrottle: 0, allowEmptyOption: !select.required, selectOnTab: true,
      placeholder: select.multiple ? WORDS.choose_several : WORDS.choose,
      onItemAdd: function () { this.setTextboxValue(""); if (select.multiple) this.refreshOptions(); unfinished(""); },
      render: {
        no_results: () => '<div class="no-results">' + WORDS.nothing_found + '</div>',
        option: (data, escape) => '<div>' + escape(data.text) + '</div>',
        item: (data, escape) => '<div><span>' + escape(data.text) + '</span></div>', // one part: the box lays parts side by side
      },
      score: function (search) { const wanted = fold(search).split(/\s+/).filter(Boolean); return (item) => wanted.every((word) => fold(item.text).includes(word)) ? 1 : 0; },
    });
    made.control_input.setAttribute("aria-label", words);
    /* What was typed and chooses nothing does not vanish silently: one match is taken, else the field says so. */
    const note = document.createElement("div");
    note.className = "invalid-feedback d-block"; note.setAttribute("role", "alert");
    function unfinished(text) {
      note.textContent = text ? WORDS.not_chosen.replace("%s", text) : "";
      if (text) made.wrapper.after(note); else note.remove();
    }
    let left = "";
    made.on("type", (text) => { left = text.trim(); });
    made.on("item_add", () => { left = ""; });
    made.on("blur", () => {
      const text = left; left = "";
      if (!text) { unfinished(""); return; }
      const found = made.search(text).items;
      if (found.length === 1) made.addItem(found[0].id); else unfinished(text);
    });
  }

  /* An open list of several makes room below it. Pressing elsewhere closes it, and the room stays until the press is over: else the button moves away under the hand, and the press is lost. */
  document.addEventListener("pointerdown", () => {
    const open = document.querySelectorAll(".ts-wrapper.multi.dropdown-active");
    if (!open.length) return;
    const held = (still) => open.forEach((box) => box.classList.toggle("nn-pressed", still));
    held(true);
    ["pointerup", "pointercancel"].forEach((name) => window.addEventListener(name, () => window.setTimeout(() => held(false), 300), { once: true }));
  }, true);

  /* A field that applies to some choices of another stands there while one of them is chosen (without "=": any), or while something is wrong with it. */
  function fit(field) {
    const [other, choices] = field.dataset.onlyWhen.split("="), place = field.closest("[id^=div_id_]");
    if (!place || !field.form) return;
    const all = fields(field.form).filter((one) => (one.name === other || one.name === other + "-giu") && (!/^(checkbox|radio)$/.test(one.type) || one.checked));
    const chosen = all.map((one) => one.value), wanted = choices === undefined ? null : choices.split(" ");
    const applies = wanted ? wanted.some((one) => one ? chosen.includes(one) : !chosen.some(Boolean)) : chosen.some(Boolean);
    place.hidden = !applies && !place.querySelector(".is-invalid, .invalid-feedback");
  }
  ["input", "change"].forEach((name) => document.addEventListener(name, (event) => { if (event.target.form) each(event.target.form, "[data-only-when]", fit); }));
  window.addEventListener("pageshow", () => each(document, "[data-only-when]", fit)); // a browser that goes back lays its own values

  function ready(root) {
    each(root, "input[data-day]", dayPicker);
    each(root, "select[data-choose]", chooser);
    each(root, "[data-only-when]", fit);
    each(root, "dialog[data-open]", (dialog) => { if (!dialog.open) dialog.showModal(); });
    each(root, ".nn-head > .nn-actions", oneRow);
    keepNumbersWhole(root);
  }

  /* On a phone what a page offers takes one row: the main act, and what fits beside it; the rest opens under one word. */
  function oneRow(bar) {
    if (!window.matchMedia("(max-width: 575.98px)").matches || bar.querySelector(".nn-filters, .nn-more-acts")) return;
    const acts = Array.from(bar.children).filter((act) => act.getClientRects().length);
    const below = (act) => act.offsetTop > acts[0].offsetTop + acts[0].offsetHeight / 2;
    if (acts.length < 2 || !acts.some(below)) return;
    const more = document.createElement("details"), word = document.createElement("summary"), panel = document.createElement("div");
    more.className = "nn-drop nn-more-acts"; more.setAttribute("data-drop", "");
    word.className = "btn dropdown-toggle"; word.textContent = WORDS.more_acts;
    panel.className = "nn-drop-panel";
    more.append(word, panel); bar.append(more);
    while (acts.length > 1 && below(more)) panel.prepend(acts.pop());
  }
  document.addEventListener("DOMContentLoaded", () => {
    ready(document);
    const wrong = document.querySelector("form[method=post] .is-invalid, form[method=post] [aria-invalid=true]");
    if (wrong && wrong.focus) wrong.focus();
  });
  document.addEventListener("htmx:load", (event) => {
    ready(event.detail.elt);
    const wrong = event.detail.elt.matches("form") && event.detail.elt.querySelector(".is-invalid, [aria-invalid=true]");
    if (wrong) { typed.add(wrong.form); wrong.focus(); }
    each(event.detail.elt, "[data-clears]", (part) => { const field = document.getElementById(part.dataset.clears); if (field) unmark(field); });
  });
  /* What is said after saving stands where the page was left: at the part that the address names, or whose form was sent. */
  function sayAt(part) {
    const said = document.querySelector("#nn-main > .nn-messages");
    if (!said || !part || part.id === "nn-main") return null;
    each(said, "[data-here]", (field) => { field.value += "#" + part.id; });
    part.before(said);
    said.id = "nn-said";
    return said;
  }
  document.addEventListener("DOMContentLoaded", () => {
    const said = sayAt(window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1))));
    if (!said) return;
    const show = () => said.scrollIntoView({ block: "start" });
    window.setTimeout(show);
    /* What loads above it afterwards would push it out of sight: it is followed until the reader moves. */
    document.addEventListener("htmx:afterSettle", show);
    for (const act of ["wheel", "touchstart", "pointerdown", "keydown"]) window.addEventListener(act, () => document.removeEventListener("htmx:afterSettle", show), { once: true });
  });
  /* A row of tabs wider than a phone starts where one is. */
  document.addEventListener("DOMContentLoaded", () => each(document, ".nn-tabs .active, .nn-tabs [aria-current]", (here) => {
    const bar = here.closest(".nn-tabs");
    if (bar.scrollWidth > bar.clientWidth) bar.scrollLeft = here.getBoundingClientRect().left - bar.getBoundingClientRect().left - 16;
  }));

  /* Where nobody answers, the browser puts a page of its own in place of ours, and with it goes what was typed. So a page that has a sign of it asks until there is an answer; meanwhile it says so, and nothing is sent and no link followed. The browser's own word for "offline" is but a sign: a server on this machine answers without a network. */
  const ASK_AGAIN = 5000, PATIENCE = 8000, LONG_UNHEARD = 15000;
  let heard = Date.now(), asking = null, again = 0, away = null;
  /* Whether the server answers; who asks while it is being asked gets the same answer. */
  function askServer() {
    if (asking) return asking;
    window.clearTimeout(again);
    asking = fetch("/song/", { credentials: "omit", cache: "no-store", redirect: "error", signal: AbortSignal.timeout(PATIENCE) }).then((answer) => answer.ok, () => false).then((answers) => {
      asking = null;
      if (answers) heard = Date.now();
      if (answers && away) { away.remove(); away = null; say(WORDS.back_again, "success"); }
      if (!answers) {
        if (!away) tellAway();
        again = window.setTimeout(askServer, ASK_AGAIN);
      }
      return answers;
    });
    return asking;
  }
  /* Above everything, dialogs too, and anew each time that something could not be sent. */
  function tellAway() {
    if (away) away.remove();
    away = document.createElement("div");
    away.className = "alert alert-danger nn-away"; away.setAttribute("role", "alert"); away.setAttribute("popover", "manual"); away.textContent = WORDS.away;
    document.body.append(away);
    if (away.showPopover) away.showPopover();
  }
  ["offline", "online"].forEach((sign) => window.addEventListener(sign, askServer));
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.xhr.status) heard = Date.now(); });
  document.addEventListener("input", (event) => { if (event.target.form && sends(event.target.form) === "post" && Date.now() - heard > LONG_UNHEARD) askServer(); });
  const stay = (event) => { event.preventDefault(); event.stopImmediatePropagation(); tellAway(); askServer(); };
  document.addEventListener("submit", (event) => { if (away) stay(event); }, true);
  document.addEventListener("click", (event) => {
    const link = away && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.target.closest && event.target.closest("a[href]");
    if (link && /^https?:$/.test(link.protocol) && !link.getAttribute("href").startsWith("#") && link.target !== "_blank") stay(event);
  }, true);

  /* Forms: what was typed is not lost by a slip of the hand. On the way in only forms that ask for it are watched. */
  const typed = new WeakSet();
  const watched = (form) => Boolean(form) && sends(form) === "post" && (form.hasAttribute("data-form") || !form.closest(".nn-entrance"));
  ["input", "change"].forEach((name) => document.addEventListener(name, (event) => { if (watched(event.target.form)) typed.add(event.target.form); }));
  document.addEventListener("nn:stored", (event) => typed.delete(event.target)); // a script has stored it
  const unsaved = () => Array.from(document.forms).some((form) => typed.has(form));
  window.addEventListener("beforeunload", (event) => {
    if (!unsaved()) return;
    event.preventDefault();
    window.setTimeout(() => Array.from(document.forms).forEach((form) => { delete form.dataset.sent; })); // who stays has sent nothing
  });
  /* A form that came back with what was typed is as unsaved as before. */
  document.addEventListener("DOMContentLoaded", () => {
    if (!document.body.hasAttribute("data-returned")) return;
    const spoken = (form) => fields(form).some((field) => !unspoken(field));
    Array.from(document.forms).filter((form) => watched(form) && target(form) === window.location.pathname && spoken(form)).forEach((form) => typed.add(form));
  });
  /* What is wrong is said at the field. */
  function mark(field, text) {
    unmark(field);
    field.classList.add("is-invalid");
    const words = document.createElement("div");
    words.className = "invalid-feedback d-block"; words.setAttribute("role", "alert"); words.textContent = text;
    field.parentElement.append(words);
  }
  /* A file too large is not sent at all: a server that refuses it in the middle breaks off, and the page is gone. */
  function tooLarge(field) {
    const sizes = Array.from(field.files, (file) => file.size), one = Number(field.dataset.most || Infinity), all = Number(field.dataset.mostInAll || Infinity);
    if (sizes.some((size) => size > one)) return WORDS.too_large.replace("%s", Math.floor(one / 1e6));
    return sizes.reduce((sum, size) => sum + size, 0) > all ? WORDS.too_large_in_all.replace("%s", Math.floor(all / 1e6)) : "";
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.hasAttribute("data-forget")) { try { localStorage.clear(); sessionStorage.clear(); } catch { /* forbidden: nothing is there */ } }
    /* A file whose sender has not said that it is no secret does not leave this machine. */
    const promise = fields(form).find((field) => field.name === "not_secret" && !field.checked);
    const files = fields(form).filter((field) => field.type === "file" && field.files.length);
    const heavy = files.find(tooLarge);
    if (heavy || (promise && files.length)) {
      event.preventDefault();
      if (heavy) mark(heavy, tooLarge(heavy)); else mark(promise, WORDS.promise);
      (heavy || promise).focus();
      return;
    }
    const part = form.closest("[data-stays]");
    if (sends(form) === "post" && !form.hasAttribute("hx-post")) {
      if (form.dataset.sent) { event.preventDefault(); say(WORDS.being_sent, "info"); return; }
      form.dataset.sent = "1";
      if (watched(form)) keep(form);
      window.setTimeout(() => { delete form.dataset.sent; }, 20000); // a file that came as the answer leaves the page standing
    }
    typed.delete(form);
    if (part && sends(form) === "post") { event.preventDefault(); send(form, part, event); }
  });
  /* A form in a part that stays is sent beside the page: the page comes anew around the hand, which keeps its place; a form that comes back stands where it stood. */
  const staying = new Map(); // the form that was sent → the name of its part
  let stayed = "";
  function send(form, part, event) {
    const by = event.submitter, values = by && by.name ? { [by.name]: by.value } : {};
    staying.set(form, part.id);
    window.htmx.ajax("POST", form.getAttribute("action"), { source: form, event, target: "#nn-main", swap: "outerHTML", values, headers: { "HX-Boosted": "true" } });
  }
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const form = event.detail.elt;
    if (!staying.has(form) || !event.detail.xhr.getResponseHeader("HX-Refresh")) return;
    event.preventDefault(); // the page asks for the log-in and lays back what was typed
    window.location.reload();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event, form = detail.requestConfig.elt, part = staying.get(form);
    if (!part || !detail.shouldSwap) return;
    if (detail.serverResponse.includes('id="' + part + '"')) { stayed = part; detail.selectOverride = "#nn-main"; return; }
    detail.target = form;
    detail.selectOverride = "#nn-main > .nn-messages, form[data-form]";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.requestConfig.elt;
    if (!staying.delete(form)) return;
    delete form.dataset.sent;
    if (event.detail.xhr.status && !event.detail.xhr.getResponseHeader("HX-Refresh")) forget();
    if (!event.detail.successful) typed.add(form);
  });
  document.addEventListener("htmx:afterSettle", () => {
    const part = stayed && document.getElementById(stayed);
    stayed = "";
    if (!part) return;
    const said = sayAt(part);
    part.setAttribute("tabindex", "-1");
    part.focus({ preventScroll: true });
    if (said) said.scrollIntoView({ block: "nearest" });
    window.htmx.trigger(document.body, "nn:saved"); // the figures of the menu may have changed
  });
  window.addEventListener("pageshow", () => Array.from(document.forms).forEach((form) => { delete form.dataset.sent; }));
  /* An error goes with its cause: when its field is changed, or when a check finds nothing any more. */
  function unmark(field) {
    const place = field.closest(".mb-3, .nn-line > div") || field.parentElement;
    [field, ...place.querySelectorAll(".is-invalid, [aria-invalid]")].forEach((part) => { part.classList.remove("is-invalid"); part.removeAttribute("aria-invalid"); });
    place.querySelectorAll(".invalid-feedback").forEach((words) => words.remove());
    each(document, '[data-error-of="' + field.id + '"], [data-error-of="id_' + field.name + '"]', (line) => {
      const all = line.closest("[data-errors]");
      line.remove();
      if (all && !all.querySelector("li")) all.remove();
    });
  }
  ["input", "change"].forEach((name) => document.addEventListener(name, (event) => {
    const field = event.target;
    if ((watched(field.form) || field.type === "file" || field.name === "not_secret") && (field.classList.contains("is-invalid") || field.getAttribute("aria-invalid") === "true")) unmark(field);
    if (name === "change" && field.type === "file" && tooLarge(field)) mark(field, tooLarge(field));
  }));
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("[data-error-of] a");
    const field = link && document.getElementById(link.closest("[data-error-of]").dataset.errorOf);
    if (!field) return;
    event.preventDefault();
    const folded = field.closest("details:not([open])");
    if (folded) folded.open = true;
    (field.tomselect || field).focus();
    (field.tomselect ? field.tomselect.wrapper : field).scrollIntoView({ block: "center" });
  });

  /* An expired log-in takes a sent form to the log-in page, a failure to a page that says so: what was typed waits in this tab and is laid back afterwards. */
  const KEPT = "nn-sent";
  const unspoken = (field) => !field.name || /^(hidden|password|file|submit|button)$/.test(field.type);
  function spokenIn(places) {
    const values = {};
    places.filter((field) => !unspoken(field)).forEach((field) => {
      const list = values[field.name] = values[field.name] || [];
      if (/^(checkbox|radio)$/.test(field.type)) { if (field.checked) list.push(field.value); }
      else if (field.multiple) list.push(...Array.from(field.selectedOptions, (option) => option.value));
      else list.push(field.value);
    });
    return values;
  }
  function keep(form) {
    try { sessionStorage.setItem(KEPT, JSON.stringify({ path: target(form), at: window.location.pathname + window.location.search, who: document.body.dataset.who, values: spokenIn(fields(form)) })); } catch { /* full or forbidden: as before */ }
  }
  function forget() { try { sessionStorage.removeItem(KEPT); } catch { /* forbidden: nothing is there */ } }
  function lay(places, values) {
    places.filter((field) => !unspoken(field) && values[field.name]).forEach((field) => {
      const list = values[field.name];
      if (/^(checkbox|radio)$/.test(field.type)) {
        const wanted = list.includes(field.value);
        if (field.checked !== wanted) { field.checked = wanted; if (wanted || field.type === "checkbox") field.dispatchEvent(new Event("change", { bubbles: true })); }
      } else if (field.tomselect) field.tomselect.setValue(field.multiple ? list : list.shift());
      else if (field.multiple) Array.from(field.options).forEach((option) => { option.selected = list.includes(option.value); });
      else if (list.length) field.value = list.shift();
    });
  }
  /* A part of a form that comes anew, for another day say, keeps what the hand put into the old one. */
  const spokenParts = (part) => Array.from(part.querySelectorAll("input, select, textarea"));
  const touched = (field) => field.tagName === "SELECT" ? Array.from(field.options).some((option) => option.selected !== option.defaultSelected)
    : /^(checkbox|radio)$/.test(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  let held = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.detail.target, form = part && part.closest && part.closest("form");
    if (!event.detail.shouldSwap || !watched(form)) { held = null; return; }
    const changed = new Set(spokenParts(part).filter(touched).map((field) => field.name));
    held = { form, values: spokenIn(spokenParts(part).filter((field) => changed.has(field.name))) };
  });
  document.addEventListener("htmx:afterSwap", (event) => { if (held && held.form.contains(event.target)) lay(spokenParts(event.target), held.values); });
  /* `again` says that the page was left and came back as it was, with all that it held. */
  function layBack(again) {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(KEPT)); } catch { return; }
    const { who } = document.body.dataset;
    if (kept && who && kept.who !== who) { forget(); return; }
    if (!kept) return;
    const here = window.location, came = performance.getEntriesByType("navigation")[0], from = document.referrer ? new URL(document.referrer).pathname : "";
    const form = kept.who === who && Array.from(document.forms).find((one) => watched(one) && target(one) === kept.path);
    const returned = !again && document.body.hasAttribute("data-returned");
    const sent = came.type === "navigate" || (came.type === "reload" && (returned || came.redirectCount)); // sent anew from the browser's page
    const answer = !again && sent && (from === kept.at.split("?")[0] || (returned && here.pathname === kept.path)); // pages of secret links are not named to others
    /* By the link of a page that stood in place of this one; after saving one comes to one's own page by a redirection. */
    const failed = form && !returned && from === kept.path && came.redirectCount === 0;
    const logged_in = form && from.startsWith("/tai-khoan/") && from !== kept.path && from !== kept.at.split("?")[0];
    /* An answer forgets what was sent, but for one that says why nothing was saved. So what is still here got none: the browser said so in place of this page. */
    const unanswered = form && !returned && !answer && here.pathname + here.search === kept.at;
    const refusal = !form && (came.responseStatus >= 400 || here.pathname.startsWith("/tai-khoan/"));
    if (failed || logged_in || unanswered || (answer && !refusal)) forget();
    if (!failed && !logged_in && !unanswered) return;
    /* Scripts that add rows add those that were sent; parts that come by htmx for another day are filled when they come. */
    form.dispatchEvent(new CustomEvent("nn:laying", { detail: Object.keys(kept.values) }));
    const days = Array.from(form.querySelectorAll("input[data-day]")).filter((field) => (kept.values[field.name] || [field.value])[0] !== field.value);
    lay(fields(form), kept.values);
    form.dispatchEvent(new CustomEvent("nn:laid"));
    document.addEventListener("htmx:afterSwap", (event) => { if (form.contains(event.target)) lay(spokenParts(event.target), kept.values); });
    days.forEach((field) => field.dispatchEvent(new Event("change", { bubbles: true })));
    typed.add(form);
    const notice = document.createElement("div");
    notice.className = "alert alert-info"; notice.setAttribute("role", "status"); notice.textContent = failed || logged_in ? WORDS.laid_back : WORDS.unanswered;
    form.prepend(notice);
  }
  document.addEventListener("DOMContentLoaded", () => window.setTimeout(layBack)); // after the scripts of the page have taught its rows
  window.addEventListener("pageshow", (event) => { if (event.persisted) layBack(true); });

  /* Ask before something is done. `main` is the button to be pressed at a venture: "yes" where the user wanted it, "no" where text would be lost. */
  function ask(words, { yes, no: refuse, main }, then) {
    const dialog = document.createElement("dialog");
    dialog.className = "nn-dialog";
    const text = document.createElement("p");
    text.textContent = words;
    const line = document.createElement("div");
    line.className = "d-flex gap-2 justify-content-end";
    const no = document.createElement("button");
    no.type = "button"; no.className = main === "no" ? "btn btn-primary" : "btn"; no.textContent = refuse;
    const go = document.createElement("button");
    go.type = "button"; go.className = main === "no" ? "btn" : "btn btn-primary"; go.textContent = yes;
    line.append(no, go); dialog.append(text, line); document.body.append(dialog);
    dialog.setAttribute("aria-label", words);
    no.addEventListener("click", () => dialog.close());
    go.addEventListener("click", () => { dialog.close(); then(); });
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal(); no.focus();
  }

  /* data-confirm on a form or a submit button asks first. */
  document.addEventListener("submit", (event) => {
    const words = (event.submitter && event.submitter.dataset.confirm) || event.target.dataset.confirm;
    if (!words || event.target.dataset.confirmed) return;
    event.preventDefault(); event.stopImmediatePropagation();
    const form = event.target, by = event.submitter;
    ask(words, { yes: (by && by.dataset.confirmYes) || form.dataset.confirmYes || WORDS.yes, no: WORDS.no, main: "yes" }, () => {
      form.dataset.confirmed = "1";
      form.requestSubmit(by || undefined);
      delete form.dataset.confirmed;
    });
  }, true);

  /* Escape first closes what is open over the form. */
  const somethingOpen = () => Boolean(document.querySelector("dialog[open], .datepicker.active, .dropdown-menu.show, [role=listbox].dg-people:not([hidden])"))
    || Array.from(document.querySelectorAll("select")).some((select) => select.tomselect && select.tomselect.isOpen);
  /* Seen on the way down: the day picker keeps its keys to itself, and what saves is no choice of a day. */
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    /* Where the hand is in no form it means the page's own: a form that need not be changed has no field in focus. */
    const form = field.form || (field.closest && field.closest("form[data-form]")) || (!document.querySelector("dialog[open]") && document.querySelector("form[data-form][data-leave]"));
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && form && sends(form) === "post") {
      event.preventDefault();
      event.stopImmediatePropagation();
      const buttons = fields(form).filter((one) => one.type === "submit");
      form.requestSubmit(buttons.find((one) => one.hasAttribute("data-main")) || buttons.find((one) => !one.name) || undefined);
      return;
    }
    if (event.key === "Escape" && !somethingOpen()) {
      const open = (watched(form) && form.dataset.leave && form) || document.querySelector("form[data-leave]");
      if (open && open.dataset.leave) {
        event.preventDefault(); /* else the same key press closes the question again */
        const leave = () => { Array.from(document.forms).forEach((one) => typed.delete(one)); window.location.assign(open.dataset.leave); };
        if (unsaved()) ask(WORDS.unsaved, { yes: WORDS.leave, no: WORDS.stay, main: "no" }, leave); else leave();
      } else if (document.querySelector(".nn-side.nn-open")) { toggleMenu(false); }
      return;
    }
  }, true);

  /* Menus that a button opens: over everything, wherever there is room. */
  const MENU = "[data-bs-toggle=dropdown]";
  const menuOf = (button) => button.parentElement.querySelector(".dropdown-menu");
  const openMenu = () => document.querySelector(MENU + "[aria-expanded=true]");
  function showMenu(button, open) {
    const menu = menuOf(button);
    menu.classList.toggle("show", open);
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    const at = button.getBoundingClientRect(), gap = 4, edge = 8, { clientWidth, clientHeight } = document.documentElement;
    Object.assign(menu.style, { position: "fixed", maxHeight: (clientHeight - 2 * edge) + "px", overflowY: "auto" });
    const left = menu.matches(".dropdown-menu-end") ? at.right - menu.offsetWidth : at.left, below = at.bottom + gap, above = at.top - gap - menu.offsetHeight;
    const top = below + menu.offsetHeight <= clientHeight - edge || above < edge ? Math.min(below, clientHeight - edge - menu.offsetHeight) : above;
    Object.assign(menu.style, { insetInlineEnd: "auto", left: Math.max(edge, Math.min(left, clientWidth - edge - menu.offsetWidth)) + "px", top: Math.max(edge, top) + "px" });
  }
  const closeMenu = () => { const button = openMenu(); if (button) showMenu(button, false); };
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(MENU), open = openMenu();
    if (open) showMenu(open, false);
    if (button && button !== open) showMenu(button, true);
  });
  window.addEventListener("resize", closeMenu);
  document.addEventListener("scroll", (event) => { const button = openMenu(); if (button && event.target !== menuOf(button)) closeMenu(); }, true);
  document.addEventListener("focusin", (event) => { const button = openMenu(); if (button && !button.parentElement.contains(event.target)) closeMenu(); });
  document.addEventListener("keydown", (event) => {
    const button = openMenu() || (event.key === "ArrowDown" && event.target.closest && event.target.closest(MENU));
    if (!button || !/^(Escape|ArrowDown|ArrowUp)$/.test(event.key)) return;
    event.preventDefault();
    if (event.key === "Escape") { closeMenu(); button.focus(); return; }
    if (!openMenu()) showMenu(button, true);
    const places = Array.from(menuOf(button).querySelectorAll("a[href], button")), at = places.indexOf(document.activeElement);
    places[(at < 0 ? (event.key === "ArrowDown" ? 0 : places.length - 1) : at + (event.key === "ArrowDown" ? 1 : places.length - 1)) % places.length].focus();
  });

  /* Menu on a narrow screen, printing, filters that answer at once. */
  function toggleMenu(open) {
    const side = document.getElementById("nn-side"), button = document.getElementById("nn-menu-button");
    if (!side || !button) return;
    const now = open === undefined ? !side.classList.contains("nn-open") : open;
    side.classList.toggle("nn-open", now);
    button.setAttribute("aria-expanded", String(now));
    if (now) { const first = side.querySelector("a"); if (first) first.focus(); }
  }
  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest && event.target.closest(selector);
    if (on("#nn-menu-button")) toggleMenu();
    else if (!on("#nn-side")) { const side = document.querySelector(".nn-side.nn-open"); if (side) toggleMenu(false); }
    if (on("[data-print]")) window.print();
    const copy = on("[data-copy]");
    if (copy && navigator.clipboard) navigator.clipboard.writeText(copy.dataset.copy).then(() => { copy.textContent = WORDS.copied; });
    const opener = on("[data-dialog]");
    if (opener) { const dialog = document.getElementById(opener.dataset.dialog); if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); } }
    const closer = on("[data-close]");
    if (closer && closer.closest("dialog")) closer.closest("dialog").close();
    const shut = on(".alert .btn-close");
    if (shut) shut.closest(".alert").remove();
  });
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.hasAttribute("data-autosubmit") && !(event.target.matches("input[data-day]") && event.target.value && !tidyDay(event.target.value))) form.requestSubmit();
  });
  /* Empty filters do not litter the address. */
  document.addEventListener("formdata", (event) => {
    const form = event.target;
    if (sends(form) !== "get") return;
    Array.from(event.formData.entries()).forEach(([name, value]) => { if (value === "") event.formData.delete(name); });
  });

  /* The weekday beside a day that was changed, and whether the office works on it. */
  document.addEventListener("change", (event) => {
    const place = event.target.closest(".nn-year-day"), said = place && place.querySelector("[data-weekday]");
    const day = said ? tidyDay(event.target.value) : "";
    if (!said) return;
    const [date, month, year] = day.split("/").map(Number);
    said.textContent = day ? new Date(year, month - 1, date).toLocaleDateString(document.documentElement.lang || "vi", { weekday: "long" }) : "";
    daysOff().then((known) => { if (known && day && isOff(new Date(year, month - 1, date))) said.textContent += " – " + WORDS.day_off; });
  });

  /* Focus does not fall back to the page's beginning when the part that held it comes anew: it goes to what has the same name (htmx sees to that), else to the new part. */
  let lostFocus = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.detail.target, now = document.activeElement;
    if (event.detail.shouldSwap && part && now && now !== document.body && part.contains(now)) lostFocus = { id: part.id, part, around: part.parentElement };
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!lostFocus) return;
    const { id, part, around } = lostFocus;
    lostFocus = null;
    if (document.activeElement && document.activeElement !== document.body) return;
    const place = (id && document.getElementById(id)) || (part.isConnected ? part : around);
    if (!place || !place.isConnected) return;
    if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: true });
  });

  /* htmx: a session that is over, or has something to do at the entrance, has the page loaded again; what was typed waits. A failure is said. */
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Refresh")) return;
    const begun = Array.from(document.forms).find((form) => typed.has(form));
    if (begun) { keep(begun); typed.delete(begun); }
  });
  const say = (words, kind = "danger") => {
    const place = document.getElementById("nn-toasts");
    if (!place) return;
    const box = document.createElement("div");
    box.className = "alert alert-" + kind; box.setAttribute("role", "alert"); box.textContent = words;
    place.replaceChildren(box);
    window.setTimeout(() => box.remove(), 8000);
  };
  /* One notice for one fault: where the server does not answer now either, the page says that it is away, else that this one act was lost. */
  document.addEventListener("htmx:sendError", (event) => {
    const told = away || event.detail.elt.hasAttribute("data-quiet");
    askServer().then((answers) => { if (answers && !told) say(WORDS.no_answer); });
  });
  document.addEventListener("htmx:responseError", (event) => { if (!event.detail.elt.hasAttribute("data-quiet")) say(event.detail.xhr.status < 500 ? WORDS.refused : WORDS.failed); });

  /* One thing open at a time; a click beside it or Escape closes it. */
  const drops = () => Array.from(document.querySelectorAll("details[data-drop][open]"));
  document.addEventListener("click", (event) => drops().filter((one) => !one.contains(event.target)).forEach((one) => { one.open = false; }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = drops();
    if (open.length) { event.preventDefault(); event.stopImmediatePropagation(); open.forEach((one) => { one.open = false; one.querySelector("summary").focus(); }); }
  }, true);
})();
