// A passkey that was not given, or is not known here, is said on the page and not in the console.
(function () {
  "use strict";
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    var told = document.querySelector("[data-passkey-failed]");
    if (!told) return;
    told.hidden = false;
    told.focus();
  });
  if (!window.PublicKeyCredential) return;
  document.querySelectorAll("[data-passkey]").forEach(function (part) { part.hidden = false; });
})();
