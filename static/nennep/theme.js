/* The theme, set before anything is painted: the user's choice, else what the machine prefers. Paper is always light. */
(function () {
  "use strict";
  const root = document.documentElement, dark = window.matchMedia("(prefers-color-scheme: dark)");
  const show = () => root.setAttribute("data-bs-theme", root.dataset.nnTheme || (dark.matches ? "dark" : "light"));
  show();
  dark.addEventListener("change", show);
  window.addEventListener("beforeprint", () => root.setAttribute("data-bs-theme", "light"));
  window.addEventListener("afterprint", show);
})();
