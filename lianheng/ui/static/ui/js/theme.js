// The theme: the system's, unless this person chose another on this machine. Loaded first, so that nothing flashes.
(function () {
  "use strict";
  var sheet = document.querySelector("link[data-theme-sheet]");
  var media = { auto: "(prefers-color-scheme: dark)", dark: "all", light: "not all" };
  var order = ["auto", "light", "dark"];
  function chosen() {
    try { return media[localStorage.getItem("theme")] ? localStorage.getItem("theme") : "auto"; } catch (refused) { return "auto"; }
  }
  function show(name) {
    if (sheet) sheet.media = media[name];
    var label = document.querySelector("[data-theme-name]");
    if (label) label.textContent = label.dataset[name];
  }
  show(chosen());
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("[data-theme-next]");
    if (!button) return;
    button.hidden = false;
    show(chosen());
    button.addEventListener("click", function () {
      var next = order[(order.indexOf(chosen()) + 1) % order.length];
      try { localStorage.setItem("theme", next); } catch (refused) { /* the choice lasts for this page */ }
      show(next);
    });
  });
})();
