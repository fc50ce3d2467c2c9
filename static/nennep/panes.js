/* Parts of a page as tabs: which one is open the address names (#hop), CSS shows it; here the tabs say which. */
(function () {
  "use strict";
  const tabs = () => Array.from(document.querySelectorAll(".nn-pane-tabs a"));
  function mark() {
    const named = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const pane = (named && named.closest(".nn-pane")) || document.querySelector(".nn-pane-first");
    tabs().forEach((tab) => { if (pane && tab.hash === "#" + pane.id) tab.setAttribute("aria-current", "true"); else tab.removeAttribute("aria-current"); });
  }
  document.addEventListener("DOMContentLoaded", mark);
  window.addEventListener("hashchange", mark);
})();
