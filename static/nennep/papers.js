/* Nền nếp: the editor of a paper's draft. Blocks are plain fields that work without it; here they grow, take bold and italic, move by keys,
   and are stored a moment after the last key. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-paper]");
  if (!form) return;
  const list = form.querySelector("[data-blocks]"), status = form.querySelector("[data-status]"), marks = form.querySelector("[data-marks]");
  const version = form.querySelector("[name=version]"), button = form.querySelector("[data-main]");
  const theirs = document.querySelector("[data-theirs-place]");
  const fresh = (name) => form.querySelector("template[data-new=" + name + "]").content.firstElementChild.cloneNode(true);
  const blocks = () => Array.from(list.children);
  const rich = (block) => block.querySelector("[data-face]");
  const grow = (area) => { area.style.setProperty("height", "auto"); area.style.setProperty("height", area.scrollHeight + 2 + "px"); };

  /* Text with marks, **bold** and *italic*, and the face on which it is typed ----------------------- */
  function pieces(text) {
    const found = [], opened = {}, pairs = {}, all = Array.from(text.matchAll(/\\\*|\*\*|\*/g)).filter((one) => one[0] !== "\\*");
    all.forEach((one) => {
      const mark = one[0], end = one.index + mark.length;
      if (mark in opened) { if (!/\s/.test(text[one.index - 1])) { pairs[opened[mark]] = mark; pairs[one.index] = mark; delete opened[mark]; } }
      else if (end < text.length && !/\s/.test(text[end])) opened[mark] = one.index;
    });
    let place = 0, bold = false, italic = false;
    const take = (end) => { if (end > place) found.push([text.slice(place, end).replace(/\\\*/g, "*"), bold, italic]); };
    Object.keys(pairs).map(Number).sort((one, other) => one - other).forEach((start) => {
      take(start); place = start + pairs[start].length;
      if (pairs[start] === "**") bold = !bold; else italic = !italic;
    });
    take(text.length);
    return found;
  }
  function lay(face, text) {
    face.replaceChildren(...pieces(text).map(([words, bold, italic]) => {
      let node = document.createTextNode(words);
      if (italic) { const part = document.createElement("i"); part.append(node); node = part; }
      if (bold) { const part = document.createElement("b"); part.append(node); node = part; }
      return node;
    }));
  }
  /* What stands on a face as text with marks; a mark hugs its words. */
  function written(face) {
    const runs = [];
    (function walk(node, bold, italic) {
      node.childNodes.forEach((child) => {
        if (child.nodeType === Node.TEXT_NODE) { runs.push([child.data.replace(/\u00a0/g, " "), bold, italic]); return; }
        if (child.nodeType !== Node.ELEMENT_NODE) return;
        if (child.tagName === "BR") { if (child !== face.lastChild) runs.push(["\n", bold, italic]); return; }
        if (/^(DIV|P)$/.test(child.tagName) && runs.length) runs.push(["\n", bold, italic]);
        const look = child.style;
        walk(child, bold || /^(B|STRONG)$/.test(child.tagName) || look.fontWeight === "bold", italic || /^(I|EM)$/.test(child.tagName) || look.fontStyle === "italic");
      });
    })(face, false, false);
    const joined = [];
    runs.forEach(([words, bold, italic]) => {
      const last = joined[joined.length - 1];
      if (last && last[1] === bold && last[2] === italic) last[0] += words; else joined.push([words, bold, italic]);
    });
    return joined.map(([words, bold, italic]) => {
      const [, before, inner, after] = words.replace(/\*/g, "\\*").match(/^(\s*)([^]*?)(\s*)$/), mark = (bold ? "**" : "") + (italic ? "*" : "");
      return inner && mark ? before + mark + inner + Array.from(mark).reverse().join("") + after : words.replace(/\*/g, "\\*");
    }).join("");
  }
  function teach(block) {
    const area = block.querySelector("[data-rich]");
    if (!area || rich(block)) return;
    const face = document.createElement("div");
    face.className = "form-control nn-face"; face.dataset.face = ""; face.contentEditable = "true"; face.spellcheck = false;
    [["role", "textbox"], ["aria-multiline", "true"], ["aria-label", area.getAttribute("aria-label")]].forEach(([name, value]) => face.setAttribute(name, value));
    lay(face, area.value);
    area.hidden = true; area.after(face);
    face.addEventListener("input", () => put(block));
    block.querySelectorAll("[data-cell]").forEach(grow);
    shape(block);
  }
  function put(block) {
    const area = block.querySelector("[data-rich]");
    area.value = written(rich(block));
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function shape(block) {
    const kind = block.querySelector("[data-kind]");
    block.dataset.style = kind ? kind.value : "";
    if (kind && rich(block)) rich(block).setAttribute("aria-label", kind.selectedOptions[0].textContent);
  }

  /* Blocks ------------------------------------------------------------------------------------------ */
  let tokens = 1 + Math.max(0, ...blocks().map((block) => Number(block.id.replace("phan-", ""))));
  function name(block) {
    const token = "n" + tokens++;
    block.id = "phan-" + token;
    block.querySelectorAll("[name]").forEach((field) => {
      if (field.name === "block") field.value = token; else if (field.name !== "act") field.name = field.name.replace(/-[^-]*$/, "-" + token);
    });
    return block;
  }
  function add(after, kind, focus) {
    const block = name(fresh(kind || "text"));
    if (after) after.after(block); else list.append(block);
    const select = block.querySelector("[data-kind]");
    if (select && after && after.dataset.style === "item") select.value = "item";
    teach(block);
    if (focus) enter(block, false);
    return block;
  }
  function enter(block, atEnd) {
    const face = rich(block), range = document.createRange(), chosen = window.getSelection();
    face.focus();
    range.selectNodeContents(face); range.collapse(!atEnd);
    chosen.removeAllRanges(); chosen.addRange(range);
  }
  const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }));
  const empty = (block) => !rich(block).textContent.trim() && !block.querySelector("[data-cell]") && !block.querySelector("[name^=data-]");
  function move(block, by) {
    const other = by < 0 ? block.previousElementSibling : block.nextElementSibling, focus = document.activeElement;
    if (!other) return;
    if (by < 0) other.before(block); else other.after(block);
    focus.focus();
    block.scrollIntoView({ block: "nearest" });
  }
  function remove(block) {
    const near = block.previousElementSibling || block.nextElementSibling;
    block.remove();
    if (near) enter(near, true); else add(null, "text", true);
  }
  function table(block, act) {
    const rows = Array.from(block.querySelectorAll("tr")), last = rows[rows.length - 1], columns = block.querySelector("[data-columns]");
    const total = block.querySelector("[name^=total-]").value === "1";
    const blank = (cell) => { const made = cell.cloneNode(true); made.querySelector("textarea").value = ""; return made; };
    if (act === "row") { const made = document.createElement("tr"); made.append(...Array.from(last.cells).map(blank)); if (total) last.before(made); else last.after(made); made.querySelector("textarea").focus(); }
    if (act === "row-less" && rows.length > 1) last.remove();
    if (act === "column") rows.forEach((row) => row.append(blank(row.cells[row.cells.length - 1])));
    if (act === "column-less" && last.cells.length > 1) rows.forEach((row) => row.lastElementChild.remove());
    const now = block.querySelectorAll("tr")[0].cells.length;
    if (Number(columns.value) !== now) { columns.value = String(now); block.querySelector("[data-widths]").value = ""; }
  }
  form.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-act]");
    if (!pressed) return;
    event.preventDefault();
    const block = pressed.closest("[data-block]"), act = pressed.dataset.act;
    if (act === "add-last") add(list.lastElementChild, "text", true);
    else if (act === "add" || act === "table") add(block, act === "table" ? "table" : "text", true);
    else if (act === "up" || act === "down") move(block, act === "up" ? -1 : 1);
    else if (act === "remove") remove(block);
    else table(block, act);
    changed();
  });
  list.addEventListener("keydown", (event) => {
    const block = event.target.closest("[data-block]"), face = event.target.closest("[data-face]");
    if (event.altKey && /^Arrow(Up|Down)$/.test(event.key)) { event.preventDefault(); move(block, event.key === "ArrowUp" ? -1 : 1); changed(); return; }
    if (!face || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const range = window.getSelection().getRangeAt(0);
      range.deleteContents();
      range.setEnd(face, face.childNodes.length);
      const rest = range.extractContents(), next = add(block, "text", false);
      rich(next).append(rest);
      put(block); put(next); enter(next, false);
    } else if (event.key === "Backspace" && empty(block) && blocks().length > 1) { event.preventDefault(); remove(block); changed(); }
  });
  list.addEventListener("paste", (event) => {
    const face = event.target.closest("[data-face]");
    if (!face) return;
    event.preventDefault();
    const lines = event.clipboardData.getData("text/plain").split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    document.execCommand("insertText", false, lines.shift() || "");
    lines.reduce((after, line) => { const next = add(after, "text", false); rich(next).textContent = line; put(next); return next; }, face.closest("[data-block]"));
  });
  list.addEventListener("change", (event) => { if (event.target.matches("[data-kind]")) shape(event.target.closest("[data-block]")); });
  list.addEventListener("input", (event) => { if (event.target.matches("[data-cell]")) grow(event.target); });
  marks.hidden = false;
  marks.addEventListener("mousedown", (event) => event.preventDefault()); // the choice on the face stays
  marks.addEventListener("click", (event) => { const pressed = event.target.closest("[data-mark]"); if (pressed) document.execCommand(pressed.dataset.mark); });

  /* Storing ----------------------------------------------------------------------------------------- */
  let timer = 0, busy = null, dirty = false, clash = false;
  async function store() {
    window.clearTimeout(timer);
    if (busy) await busy;
    if (!dirty || clash) return !dirty;
    dirty = false;
    busy = send();
    const fine = await busy;
    busy = null;
    return fine && !dirty;
  }
  async function send() {
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", headers: { Accept: "application/json" }, body: new FormData(form), redirect: "error" });
      if (!answer.ok && answer.status !== 409 && answer.status !== 422) throw new Error(String(answer.status));
      const told = await answer.json();
      status.textContent = told.words;
      status.classList.toggle("text-danger", !answer.ok);
      if (told.version) version.value = String(told.version);
      if (answer.status === 409) { clash = true; theirs.innerHTML = told.theirs; theirs.scrollIntoView({ block: "nearest" }); }
      if (!answer.ok) { dirty = true; return false; }
      if (!dirty) form.dispatchEvent(new CustomEvent("nn:stored", { bubbles: true }));
      document.body.dispatchEvent(new CustomEvent("nn:paper-stored"));
      return true;
    } catch { dirty = true; status.textContent = form.dataset.wordsOffline; timer = window.setTimeout(store, 8000); return false; }
  }
  ["input", "change"].forEach((kind) => form.addEventListener(kind, () => {
    dirty = true;
    if (!clash) status.textContent = form.dataset.wordsTyping;
    window.clearTimeout(timer);
    timer = window.setTimeout(store, 2500);
  }));
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.name === "act") return; // the server does it with all that was typed
    event.preventDefault();
    if (clash) { clash = false; theirs.replaceChildren(); }
    dirty = true;
    store();
  }, true);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") store(); });
  /* A file, a number, fresh facts: of what was typed until now. */
  const savesFirst = (thing) => thing.addEventListener(thing.tagName === "A" ? "click" : "submit", (event) => {
    if (!dirty && !busy) return;
    event.preventDefault(); event.stopImmediatePropagation();
    store().then((fine) => { if (fine) { if (thing.tagName === "A") thing.click(); else thing.requestSubmit(); } });
  });
  document.querySelectorAll("[data-after-save]").forEach(savesFirst);
  document.addEventListener("htmx:load", (event) => event.detail.elt.querySelectorAll("form[data-after-save]").forEach(savesFirst));
  button.title = "Ctrl-Enter";
  blocks().forEach(teach);
})();
