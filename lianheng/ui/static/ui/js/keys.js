// "?" shows the keys: those of this page, then those of every page, as the manual's own page lists them.
(function () {
  "use strict";
  var link = document.querySelector("a[data-keys]");
  if (!link || !window.HTMLDialogElement || !window.fetch) return;
  var names = { ArrowLeft: "←", ArrowRight: "→" };
  var dialog = null;
  function made(tag, text, inside) {
    var element = document.createElement(tag);
    if (text) element.textContent = text;
    if (inside) inside.appendChild(element);
    return element;
  }
  function said(element) {
    var words = (element.labels && element.labels[0] || element).cloneNode(true);
    words.querySelectorAll("kbd, .required").forEach(function (mark) { mark.parentNode.removeChild(mark); });
    return words.textContent.trim();
  }
  function own() {
    var list = made("dl");
    list.className = "keys";
    document.querySelectorAll("[data-key]").forEach(function (element) {
      if (!element.getClientRects().length || element.disabled) return;
      var line = made("div", "", list);
      made("kbd", names[element.dataset.key] || element.dataset.key, made("dt", "", line));
      made("dd", element.getAttribute("aria-label") || said(element), line);
    });
    return list;
  }
  function show(page) {
    dialog = made("dialog");
    dialog.className = "keys-sheet";
    dialog.setAttribute("aria-labelledby", "keys-title");
    var head = made("div", "", dialog);
    head.className = "keys-head";
    made("h2", link.textContent, head).id = "keys-title";
    var close = made("button", link.dataset.close || "×", head);
    close.type = "button";
    close.className = "btn is-small";
    close.addEventListener("click", function () { dialog.close(); });
    var list = own();
    if (list.children.length) dialog.appendChild(list);
    page.querySelectorAll(".book-body table").forEach(function (table) { dialog.appendChild(document.importNode(table, true)); });
    document.body.appendChild(dialog);
    dialog.addEventListener("close", function () { dialog.remove(); dialog = null; });
    dialog.showModal();
  }
  document.addEventListener("keydown", function (event) {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    event.preventDefault();
    fetch(link.href, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text();
    }).then(function (text) {
      show(new DOMParser().parseFromString(text, "text/html"));
    }).catch(function () { location.href = link.href; });
  });
})();
