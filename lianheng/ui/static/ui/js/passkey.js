// Passkeys: which button begins which ceremony; what failed is said on the page and not in the console.
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
  document.querySelectorAll("form[data-ceremony]").forEach(function (form) {
    var said = form.dataset, ids = { credential: said.credential, data: "js_data" };
    ids[said.ceremony] = said.button;
    if (said.passwordless) ids.passwordless = said.passwordless;
    window.allauth.webauthn.forms[said.ceremony + "Form"]({ ids: ids });
  });
})();
