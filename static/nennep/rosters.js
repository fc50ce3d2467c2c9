/* The table of a body's members: rows are added, Enter goes down, a pasted list is laid into the table at once. Plain forms work without it. */
(function () {
  "use strict";

  function roster(table) {
    const form = table.closest("form"), body = table.tBodies[0];
    const template = form.querySelector("template[data-roster-template]");
    const total = form.querySelector("input[name$='-TOTAL_FORMS']");
    const rows = () => Array.from(body.rows);
    const name = (row) => row.querySelector("[data-roster-cell=name]");

    /* On a phone the rows after the first are folded away. */
    const rest = form.querySelector(".nn-rest");
    const unfold = () => { if (rest) rest.open = true; };

    function add() {
      unfold();
      const holder = document.createElement("tbody");
      holder.innerHTML = template.innerHTML.replace(/__prefix__/g, total.value);
      total.value = String(Number(total.value) + 1);
      const row = holder.rows[0];
      body.append(row);
      row.querySelector("[data-roster-number]").textContent = total.value;
      if (window.htmx) window.htmx.process(row);
      row.dispatchEvent(new CustomEvent("nn:new", { bubbles: true }));
      return row;
    }
    const adder = form.querySelector("[data-roster-add]");
    adder.hidden = false;
    adder.addEventListener("click", () => name(add()).focus());

    table.addEventListener("keydown", (event) => {
      const cell = event.target.closest("[data-roster-cell]");
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !cell || event.defaultPrevented) return;
      event.preventDefault();
      unfold();
      const all = rows(), next = all[all.indexOf(cell.closest("tr")) + 1] || add();
      (next.querySelector("[data-roster-cell=" + cell.dataset.rosterCell + "]") || name(next)).focus();
    });

    /* The office in a row is that of who holds the seat: for somebody else it becomes theirs, unless it was typed or is the seat's own. */
    function office(row, theirs) {
      const title = row.querySelector("[data-roster-cell=title]");
      const untouched = title.value === (title.dataset.laid === undefined ? title.defaultValue : title.dataset.laid);
      if (!untouched || title.hasAttribute("data-roster-office")) return;
      title.value = title.dataset.laid = theirs;
    }
    table.addEventListener("nn:person", (event) => {
      const row = event.target.closest("tr");
      row.dataset.chosen = event.target.value;
      office(row, event.target.value === event.target.defaultValue ? row.querySelector("[data-roster-cell=title]").defaultValue : event.detail);
    });
    table.addEventListener("focusout", (event) => {
      const cell = event.target, row = cell.closest("tr");
      if (cell.dataset.rosterCell !== "name" || row.dataset.chosen === cell.value) return;
      office(row, cell.value === cell.defaultValue ? row.querySelector("[data-roster-cell=title]").defaultValue : "");
    });

    /* Several lines that are pasted, into the box or a cell, go to the box and into the table. */
    const box = form.querySelector("[data-roster-paste]"), button = form.querySelector("[data-roster-read]");
    form.addEventListener("paste", (event) => {
      const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
      const inBox = event.target === box;
      if (!inBox && !(event.target.closest("[data-roster-cell]") && /[\t\n]/.test(text.trim()))) return;
      event.preventDefault();
      box.value = text;
      form.requestSubmit(button);
    });
    /* A form laid back after an expired log-in has the rows that were sent. */
    form.addEventListener("nn:laying", (event) => {
      const sent = event.detail.filter((one) => /^tv-\d+-name$/.test(one)).length;
      while (Number(total.value) < sent) add();
    });
  }
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-roster]").forEach(roster));
})();
