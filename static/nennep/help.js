/* The help beside a page and the first tour. Without scripts the help is a page, and the tour a row of cards. */
(function () {
  "use strict";

  const visible = (part) => part.getClientRects().length > 0;
  const panel = () => document.getElementById("nn-help");
  const open = () => Boolean(panel() && panel().firstElementChild);
  const over = () => Boolean(document.querySelector("dialog[open], .datepicker.active, .dropdown-menu.show"));

  /* What was under the hand before gets the cursor back. */
  let before = null;
  function close() {
    panel().replaceChildren();
    const back = before && before.isConnected ? before : document.getElementById("nn-help-button");
    before = null;
    if (back) back.focus();
  }
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target === panel() && !open()) before = document.activeElement;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target !== panel()) return;
    const title = document.getElementById("nn-help-title");
    panel().scrollTop = 0;
    if (title) title.focus();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest("[data-help-close]")) close();
  });
  /* A second press on the button closes it again. */
  document.addEventListener("htmx:confirm", (event) => {
    if (event.detail.elt.id === "nn-help-button" && open()) { event.preventDefault(); close(); }
  });

  /* On the window's way down, before the keys of the forms: Escape first closes what lies over them. */
  window.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key === "Escape" && !over()) {
      const leave = document.querySelector("#nn-tour [data-tour-end], #nn-tour button[data-tour-next]");
      if (open()) { event.preventDefault(); event.stopImmediatePropagation(); close(); }
      else if (leave) { event.preventDefault(); event.stopImmediatePropagation(); leave.click(); }
      return;
    }
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName) || field.isContentEditable;
    const button = document.getElementById("nn-help-button");
    if (event.key === "?" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && button && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      button.click();
    }
  }, true);

  document.addEventListener("DOMContentLoaded", () => {
    const card = document.getElementById("nn-tour");
    if (!card) return;
    const at = card.dataset.at.split(",").map((one) => document.querySelector(one)).find((one) => one && visible(one));
    if (at) { at.classList.add("nn-tour-at"); at.scrollIntoView({ block: "center" }); }
    window.setTimeout(() => card.querySelector("[data-tour-next]").focus({ preventScroll: true })); // after the page's own first field
  });
})();
