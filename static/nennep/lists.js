/* Lists: filters that act at once, rows chosen by hand or by key. Without it a list is a form with a button, its acts stand under it. */
(function () {
  "use strict";

  const WORDS = JSON.parse(document.getElementById("nn-words").textContent);
  const bar = () => document.querySelector("[data-acts]");
  const every = () => document.querySelector("[data-every]");
  const boxes = () => Array.from(document.querySelectorAll("[data-rows] input[name=chon]"));
  const rows = () => Array.from(document.querySelectorAll("[data-rows] tbody tr:not(.nn-part)"));
  const boxOf = (row) => row && row.querySelector("input[name=chon]");
  let last = null; // the box that was chosen last: the range of Shift begins there

  /* What is chosen, in figures; the bar is there only when it is of use. */
  function count() {
    const place = bar();
    if (!place) return;
    const all = boxes(), chosen = all.filter((box) => box.checked).length, whole = every() && every().checked;
    const number = whole ? Number(every().dataset.every) : chosen;
    place.hidden = !number;
    place.querySelector("[data-number]").textContent = WORDS.chosen.replace("%s", number.toLocaleString("vi"));
    place.querySelector("[data-choose-none]").hidden = false;
    all.forEach((box) => box.closest("tr").classList.toggle("nn-chosen", box.checked));
    const head = document.querySelector("[data-choose-page]");
    if (head) {
      head.hidden = false;
      head.checked = all.length > 0 && chosen === all.length;
      head.indeterminate = chosen > 0 && chosen < all.length;
    }
  }
  function choose(some, checked) { some.forEach((box) => { box.checked = checked; }); if (!checked && every()) every().checked = false; count(); }
  function none() { choose(boxes(), false); last = null; }

  /* From the box chosen last to this one: all as this one is. */
  function range(box) {
    const all = boxes(), from = all.indexOf(last), to = all.indexOf(box);
    if (from < 0) { choose([box], box.checked); return; }
    choose(all.slice(Math.min(from, to), Math.max(from, to) + 1), box.checked);
  }
  function ready() { last = null; count(); }
  document.addEventListener("DOMContentLoaded", ready);
  document.addEventListener("DOMContentLoaded", () => {
    if (window.matchMedia("(max-width: 575.98px), (max-height: 480px)").matches) document.querySelectorAll("details[data-fold]").forEach((fold) => { fold.open = false; });
  });
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt.id === "nn-list-rows") ready(); });
  window.addEventListener("pageshow", count);

  document.addEventListener("click", (event) => {
    const box = event.target.closest && event.target.closest("[data-rows] input[name=chon]");
    if (box) { if (event.shiftKey) range(box); else choose([box], box.checked); last = box; return; }
    if (event.target.closest && event.target.closest("[data-choose-none]")) { none(); return; }
    /* The cell around a small box takes the finger too. */
    const cell = event.target.closest && event.target.closest("[data-rows] td.nn-choose");
    if (cell) cell.querySelector("input").click();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-choose-page]")) choose(boxes(), event.target.checked);
    if (event.target.matches("[data-every]")) choose(boxes(), event.target.checked);
  });

  /* j, k, x: as in a mail program. The row that one is at has the focus, so that it is seen, heard and stays in sight. */
  function here() { return rows().indexOf(document.activeElement && document.activeElement.closest && document.activeElement.closest("[data-rows] tbody tr")); }
  function go(step) {
    const all = rows(), at = here(), row = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
    const place = row && (boxOf(row) || row.querySelector("a"));
    if (place) { place.focus(); row.scrollIntoView({ block: "nearest" }); }
  }
  document.addEventListener("keydown", (event) => {
    const field = event.target, typing = /^(TEXTAREA|SELECT)$/.test(field.tagName) || (field.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(field.type)) || field.isContentEditable;
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase(), box = boxOf(rows()[here()]);
    if (key === "j" || key === "k") { event.preventDefault(); go(key === "j" ? 1 : -1); }
    else if (key === "x" && box) {
      event.preventDefault();
      box.checked = !box.checked || event.shiftKey;
      if (event.shiftKey) range(box); else choose([box], box.checked);
      last = box;
    } else if (key === "enter" && box && field === box) {
      const link = box.closest("tr").querySelector("a[href]");
      if (link) { event.preventDefault(); link.click(); }
    } else if (key === "escape" && bar() && !bar().hidden && !document.querySelector("details[data-drop][open]")) { event.preventDefault(); none(); }
  });

  /* Filters act when they change, a text when the hand rests; a day that is none yet waits. */
  let resting = 0;
  const day = (text) => /^\s*\d{1,2}[\/\-. ]\d{1,2}[\/\-. ]\d{4}\s*$|^\s*\d{8}\s*$/.test(text);
  const ask = (form) => { window.clearTimeout(resting); if (window.htmx) window.htmx.trigger(form, "nn:filter"); };
  const filters = (field) => field.form && field.form.hasAttribute("data-filters") ? field.form : null;
  document.addEventListener("change", (event) => {
    const form = filters(event.target);
    if (!form || event.target.matches("input[type=search], input[type=text]:not([data-day])")) return;
    if (event.target.matches("input[data-day]") && event.target.value && !day(event.target.value)) return;
    ask(form);
  });
  document.addEventListener("input", (event) => {
    const form = filters(event.target);
    if (!form || !event.target.matches("input[type=search], input[type=text]:not([data-day]), input[type=number]")) return;
    window.clearTimeout(resting);
    resting = window.setTimeout(() => ask(form), 300);
  });
  /* Empty filters do not litter the address. */
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.detail.elt.hasAttribute("data-filters")) return;
    Array.from(event.detail.formData.entries()).forEach(([name, value]) => { if (value === "") event.detail.formData.delete(name); });
  });
})();
