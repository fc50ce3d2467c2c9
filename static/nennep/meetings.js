/* Meetings: the agenda's rows, the roll by keys with its quorum. Plain forms work without it. */
(function () {
  "use strict";

  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase().replace(/\s+/g, " ").trim();

  /* Agenda ------------------------------------------------------------------------------------------ */
  function agenda(list) {
    if (list.dataset.ready) return;
    list.dataset.ready = "1";
    const words = JSON.parse(list.dataset.themeWords || "[]");
    const template = list.parentElement.querySelector("template[data-agenda-template]");
    const total = list.parentElement.querySelector("input[name$='-TOTAL_FORMS']");
    const rows = () => Array.from(list.children).filter((row) => !row.classList.contains("nn-gone"));
    const part = (row, name) => row.querySelector("[data-agenda-" + name + "]");

    function number() {
      rows().forEach((row, place) => { const order = row.querySelector("input[name$='-ORDER']"); if (order) order.value = String(place + 1); });
    }
    function guess(title) {
      const plain = " " + fold(title) + " ";
      const found = words.find(([, tells]) => tells.some((tell) => plain.includes(" " + tell + " ")));
      return found ? found[0] : title.trim() ? "other" : "";
    }
    function add(focus) {
      const holder = document.createElement("ol");
      holder.innerHTML = template.innerHTML.replace(/__prefix__/g, total.value);
      total.value = String(Number(total.value) + 1);
      const row = holder.firstElementChild;
      list.append(row);
      teach(row); number();
      if (focus) part(row, "title").focus();
      return row;
    }
    function teach(row) {
      const title = part(row, "title"), theme = part(row, "theme");
      if (theme.value) theme.dataset.chosen = "1";
      title.addEventListener("input", () => { if (!theme.dataset.chosen) theme.value = guess(title.value); });
      theme.addEventListener("change", () => { theme.dataset.chosen = theme.value ? "1" : ""; });
    }
    function move(row, by) {
      const all = rows(), place = all.indexOf(row), other = all[place + by];
      if (!other) return;
      if (by < 0) list.insertBefore(row, other); else list.insertBefore(other, row);
      number();
    }
    list.addEventListener("keydown", (event) => {
      const row = event.target.closest("[data-agenda-row]");
      if (!row) return;
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target.tagName === "INPUT") {
        event.preventDefault();
        const all = rows(), next = all[all.indexOf(row) + 1];
        if (next) part(next, "title").focus(); else add(true);
      } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        event.preventDefault();
        const field = event.target;
        move(row, event.key === "ArrowUp" ? -1 : 1);
        field.focus();
      }
    });
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-agenda-remove]");
      if (!button) return;
      const row = button.closest("[data-agenda-row]");
      const gone = row.querySelector("input[name$='-DELETE']");
      if (gone) gone.checked = true;
      part(row, "title").value = "";
      const all = rows(), near = all[all.indexOf(row) + 1] || all[all.indexOf(row) - 1];
      row.classList.add("nn-gone");
      number();
      if (near) part(near, "title").focus(); // the keys go on where the hand was
      button.form && button.form.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const adder = list.parentElement.querySelector("[data-agenda-add]");
    if (adder) adder.addEventListener("click", () => add(true));
    rows().forEach(teach);
    number();
    /* A form laid back after an expired log-in: first the rows that were sent, then their order and what was taken away. */
    const form = list.closest("form"), titles = new RegExp("^" + total.name.replace("TOTAL_FORMS", "") + "\\d+-title$");
    if (form) {
      form.addEventListener("nn:laying", (event) => {
        const sent = event.detail.filter((name) => titles.test(name)).length;
        while (Number(total.value) < sent) add(false);
      });
      form.addEventListener("nn:laid", () => {
        const order = (row) => Number(row.querySelector("input[name$='-ORDER']").value) || 1000;
        list.append(...Array.from(list.children).sort((one, other) => order(one) - order(other)));
        Array.from(list.children).forEach((row) => {
          const gone = row.querySelector("input[name$='-DELETE']"), theme = part(row, "theme");
          row.classList.toggle("nn-gone", Boolean(gone) && gone.checked);
          theme.dataset.chosen = theme.value ? "1" : "";
        });
        number();
      });
    }
    if (window.Sortable) window.Sortable.create(list, { handle: "[data-drag]", animation: 120, onEnd: number });
  }

  /* Roll -------------------------------------------------------------------------------------------- */
  const KEYS = { c: "present", p: "excused", k: "absent" };
  function roll(box) {
    if (box.dataset.ready) return;
    box.dataset.ready = "1";
    const rows = Array.from(box.querySelectorAll("[data-roll-row]"));
    const checked = (row) => row.querySelector("input[type=radio]:checked");
    function count() {
      const present = rows.filter((row) => { const radio = checked(row); return radio && radio.value === "present"; }).length;
      rows.forEach((row) => { const radio = checked(row); row.classList.toggle("nn-away", Boolean(radio) && radio.value !== "present"); });
      box.querySelector("[data-roll-present]").textContent = String(present);
      const verdict = box.querySelector("[data-roll-verdict]");
      if (verdict) {
        const enough = present >= Number(box.dataset.needed);
        verdict.textContent = enough ? box.dataset.enough : box.dataset.short;
        verdict.classList.toggle("text-danger", !enough);
      }
    }
    box.addEventListener("change", count);
    box.addEventListener("keydown", (event) => {
      if (event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
      const row = event.target.closest("[data-roll-row]"), place = rows.indexOf(row);
      const go = (to) => { const radio = rows[to] && checked(rows[to]); if (radio) radio.focus(); };
      const state = KEYS[event.key.toLowerCase()];
      if (state) {
        event.preventDefault();
        const radio = row.querySelector("input[value='" + state + "']");
        radio.checked = true;
        radio.dispatchEvent(new Event("input", { bubbles: true }));
        radio.dispatchEvent(new Event("change", { bubbles: true }));
        if (rows[place + 1]) go(place + 1); else radio.focus();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        go(place + (event.key === "ArrowDown" ? 1 : -1));
      }
    });
    count();
  }

  /* Who may take the chair is who is a member on the day: the list follows the day, and so does the choice until one is made by hand. */
  function chairs(roll) {
    const select = document.getElementById("id_chair"), data = roll.querySelector("#nn-chairs");
    if (!select || !data) return;
    const people = JSON.parse(data.textContent), theirs = people.filter((one) => one[2]).map((one) => one[0])[0] || "";
    const made = select.tomselect, value = select.value;
    if (select.dataset.ofDay !== undefined) {
      const kept = people.some((one) => one[0] === value) ? value : "";
      const chosen = value === select.dataset.ofDay ? theirs : kept;
      if (made) {
        made.clear(true); made.clearOptions();
        people.forEach((one) => made.addOption({ value: one[0], text: one[1] }));
        made.setValue(chosen, true);
      } else {
        select.replaceChildren(new Option("", ""), ...people.map((one) => new Option(one[1], one[0])));
        select.value = chosen;
      }
    }
    select.dataset.ofDay = theirs;
  }

  function ready(root) {
    const each = (selector, job) => { if (root.matches && root.matches(selector)) job(root); root.querySelectorAll(selector).forEach(job); };
    each("[data-agenda]", agenda);
    each("[data-roll]", roll);
    each("#nn-roll", chairs);
  }
  document.addEventListener("DOMContentLoaded", () => ready(document));
  document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
})();
