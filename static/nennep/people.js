/* Choosing a person while typing: suggestions of the directory under the box, by keys or by hand.
   Without it the box takes a name or a code all the same. */
(function () {
  "use strict";
  const list = () => document.getElementById("nn-people");
  let input = null;
  let chosen = "";

  const options = () => Array.from(list().querySelectorAll("[role=option]"));
  const active = () => list().querySelector("[aria-selected=true]");
  function close() {
    if (!list()) return;
    list().hidden = true;
    if (input) { input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }
  }
  function open() {
    const useful = input && document.activeElement === input && input.value !== chosen && options().length > 0;
    if (!useful) { close(); return; }
    list().hidden = false;
    input.setAttribute("aria-expanded", "true");
  }
  function mark(option) {
    options().forEach((other) => other.setAttribute("aria-selected", String(other === option)));
    if (option) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
  }
  function choose(option) {
    chosen = input.value = option.dataset.value;
    close();
    input.dispatchEvent(new CustomEvent("nn:person", { bubbles: true, detail: option.dataset.title || "" }));
  }

  function adopt(box) {
    if (!box || !box.matches || !box.matches("input[data-person]") || !list() || box === input) return;
    input = box;
    input.after(list());
    list().replaceChildren();
    close();
  }
  document.addEventListener("focusin", (event) => adopt(event.target));
  // The cursor may stand in the box before this script is there.
  document.addEventListener("DOMContentLoaded", () => adopt(document.activeElement));
  document.addEventListener("focusout", (event) => { if (event.target === input) window.setTimeout(() => { if (document.activeElement !== input) close(); }, 150); });
  document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target && event.detail.target.id === "nn-people") open(); });
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest && event.target.closest("#nn-people [role=option]");
    if (option) { event.preventDefault(); choose(option); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.target !== input || !list() || list().hidden) return;
    const all = options(), place = all.indexOf(active());
    if (event.key === "ArrowDown") mark(all[(place + 1) % all.length]);
    else if (event.key === "ArrowUp") mark(all[(place - 1 + all.length) % all.length]);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && place >= 0) choose(all[place]);
    else if (event.key === "Escape") close();
    else { if (event.key === "Tab" && place >= 0) choose(all[place]); return; }
    event.preventDefault();
    event.stopPropagation();
  }, true);
})();
