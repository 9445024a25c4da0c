// Forms: nothing typed is lost unasked, Enter does not submit by accident, one click sends once.
(function () {
  "use strict";
  var changed = false;
  function guarded(at) { return at.closest && at.closest("form[data-guard]"); }
  document.addEventListener("input", function (event) { if (guarded(event.target)) changed = true; });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || !guarded(event.target)) return;
    if (!/^(submit|button|file)$/.test(event.target.type)) event.preventDefault();
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    changed = false;
    if (form.method !== "post") return;
    form.dataset.sent = "1";
    // The pressed button must still be sent, so it is marked and not disabled.
    form.querySelectorAll("button[type=submit]").forEach(function (button) { button.setAttribute("aria-busy", "true"); });
    // A download answers without leaving the page.
    if (form.hasAttribute("data-download")) setTimeout(function () { free(form); }, 2000);
  });
  function free(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach(function (button) { button.removeAttribute("aria-busy"); });
  }
  window.addEventListener("pageshow", function () { document.querySelectorAll("form[data-sent]").forEach(free); });
  window.addEventListener("beforeunload", function (event) { if (changed) { event.preventDefault(); event.returnValue = ""; } });
  // A select that leads somewhere does so at once; without this script its button does.
  document.addEventListener("change", function (event) {
    var form = event.target.closest && event.target.closest("form[data-at-once]");
    if (form) form.requestSubmit ? form.requestSubmit() : form.submit();
  });
  var wrong = document.querySelector(".form-errors");
  if (wrong) wrong.focus();
})();
