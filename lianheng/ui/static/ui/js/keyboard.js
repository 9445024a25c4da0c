// Keys: "/" searches, Escape closes, j and k walk through a table, and any element may name its own key (data-key).
(function () {
  "use strict";
  function writing(at) {
    return at && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  }
  function closePopups(except) {
    document.querySelectorAll("details[data-popup][open]").forEach(function (open) {
      if (!open.contains(except)) open.open = false;
    });
  }
  function shown(element) { return element.getClientRects().length > 0; }
  function named(key) {
    return Array.prototype.filter.call(document.querySelectorAll("[data-key]"), function (element) {
      return element.dataset.key === key && shown(element) && !element.disabled;
    })[0];
  }
  function walk(step) {
    var rows = Array.prototype.slice.call(document.querySelectorAll("table[data-rows] > tbody > tr, [data-rows] .lines > li"))
      .filter(function (row) { return row.querySelector("a[href]"); });
    if (!rows.length) return false;
    var now = rows.findIndex(function (row) { return row.classList.contains("is-focus"); });
    var next = rows[Math.max(0, Math.min(rows.length - 1, now + step))];
    rows.forEach(function (row) { row.classList.remove("is-focus"); });
    next.classList.add("is-focus");
    next.scrollIntoView({ block: "nearest" });
    var link = next.querySelector("a[href]");
    if (link) link.focus({ preventScroll: true });
    return true;
  }
  document.addEventListener("click", function (event) { closePopups(event.target); });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") { closePopups(null); return; }
    if (writing(event.target)) return;
    if (event.key === "/") {
      var search = document.querySelector("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
      return;
    }
    var own = named(event.key);
    if (own) { event.preventDefault(); if (/^(INPUT|TEXTAREA|SELECT)$/.test(own.tagName)) own.focus(); else own.click(); return; }
    if ((event.key === "j" || event.key === "k") && walk(event.key === "j" ? 1 : -1)) event.preventDefault();
  });
})();
