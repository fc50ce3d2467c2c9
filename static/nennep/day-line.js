/* The line of time: dragging it, or its keys, has the parts of the page that are of a day follow. Without this file the day field and its button do. */
(function () {
  "use strict";

  const DAY = 86400000;
  const parse = (text) => Date.UTC(...text.split("-").map((part, place) => Number(part) - (place === 1 ? 1 : 0)));
  const two = (number) => String(number).padStart(2, "0");

  function watch(form) {
    const range = form.querySelector("input[type=range]"), field = form.querySelector("[name=ngay]"), words = form.querySelector("[data-words]");
    const replay = form.querySelector("[data-replay]"), label = replay.querySelector("span");
    const first = parse(form.dataset.first), today = parse(form.dataset.today), last = Number(range.max), weekdays = form.dataset.weekdays.split("|");
    const dated = (number) => new Date(first + number * DAY);
    const typed = (day) => two(day.getUTCDate()) + "/" + two(day.getUTCMonth() + 1) + "/" + day.getUTCFullYear();
    const iso = (day) => day.getUTCFullYear() + "-" + two(day.getUTCMonth() + 1) + "-" + two(day.getUTCDate());
    const here = () => Number(range.value);
    const bounded = (number) => Math.max(0, Math.min(last, number));

    function show(number) {
      const day = dated(bounded(number)), text = weekdays[day.getUTCDay()] + ", " + typed(day);
      range.value = String(bounded(number));
      range.setAttribute("aria-valuetext", text);
      words.textContent = text;
      field.value = typed(day);
      field.setCustomValidity("");
      form.dispatchEvent(new Event("nn-day")); // one request at a time, and after it the latest day
    }
    const move = (number) => { if (bounded(number) !== here()) show(number); };
    const byMonth = (number, months) => {
      const day = dated(number), month = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1), length = new Date(month + 32 * DAY).setUTCDate(0) / DAY - month / DAY + 1;
      return Math.round((month - first) / DAY) + Math.min(day.getUTCDate(), Math.round(length)) - 1;
    };

    range.addEventListener("input", () => { pause(); show(here()); });
    range.addEventListener("keydown", (event) => {
      const step = { PageUp: 1, PageDown: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      pause();
      move(byMonth(here(), step));
    });
    field.addEventListener("change", () => {
      const found = /^(\d{1,2})\D(\d{1,2})\D(\d{4})$/.exec(field.value.trim());
      if (!found) return;
      const number = Math.round((Date.UTC(Number(found[3]), Number(found[2]) - 1, Number(found[1])) - first) / DAY);
      pause();
      field.setCustomValidity(number > last ? form.dataset.late : "");
      if (number > last) field.reportValidity();
      else if (number < 0) form.requestSubmit(); // a longer line comes with the page
      else move(number);
    });
    form.querySelector("[data-to-today]").addEventListener("click", (event) => {
      event.preventDefault();
      pause();
      move(Math.round((today - first) / DAY));
    });
    /* Today stays today in the address, whenever it is opened. */
    form.addEventListener("htmx:configRequest", (event) => {
      if (event.target !== form) return;
      const day = dated(here());
      if (day.getTime() === today) event.detail.parameters.delete("ngay"); else event.detail.parameters.set("ngay", iso(day));
    });

    /* What is asked for once the line stands still is of its day, not of the day that the page came with. */
    document.querySelectorAll("[data-follows-day]").forEach((part) => part.addEventListener("htmx:configRequest", (event) => {
      event.detail.path = event.detail.path.split("?")[0];
    }));

    /* A year again, up to the day looked at: week by week as fast as the answers come, month by month for whom motion disturbs. */
    let end = null, timer = 0;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    function pause() {
      window.clearTimeout(timer);
      end = null;
      replay.removeAttribute("data-playing");
      label.textContent = form.dataset.play;
    }
    function step() {
      if (end === null) return;
      if (here() >= end) { pause(); return; }
      move(Math.min(end, calm ? byMonth(here(), 1) : here() + 7));
    }
    replay.addEventListener("click", () => {
      if (end !== null) { pause(); return; }
      end = here();
      replay.setAttribute("data-playing", "");
      label.textContent = form.dataset.pause;
      move(byMonth(end, -12));
      if (here() >= end) pause();
    });
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.target !== form) return;
      if (event.detail.successful) form.dispatchEvent(new Event("nn-day-shown"));
      if (end === null) return;
      if (!event.detail.successful) { pause(); return; }
      timer = window.setTimeout(step, calm ? 1500 : 200);
    });
    replay.hidden = false;
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-day-line]").forEach(watch));
})();
