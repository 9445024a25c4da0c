// What was typed into a guarded form is kept in this tab until the server has taken it: a session that ended, a page
// that broke or a refusal loses nothing. Only in sessionStorage, only for the same person, gone once it was taken.
(function () {
  "use strict";
  var PREFIX = "typed:";
  var store;
  try { store = window.sessionStorage; store.getItem(PREFIX); } catch (refused) { return; }
  var body = document.body;
  var person = body.dataset.person || "";
  function keyOf(form) { return PREFIX + location.pathname + "#" + (form.getAttribute("action") || "").split("?")[0]; }
  function fields(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      if (field.name === "once") return true; // sent again as it was, it is still the same form
      return field.name && !/^(hidden|password|file|submit|button|reset)$/.test(field.type) && field.tagName !== "FIELDSET";
    });
  }
  function typed(form) {
    return fields(form).map(function (field) {
      return /^(checkbox|radio)$/.test(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value];
    });
  }
  function kept() {
    return Object.keys(store).filter(function (key) { return key.indexOf(PREFIX) === 0; });
  }
  function read(key) { try { return JSON.parse(store.getItem(key)); } catch (broken) { return null; } }
  function restore(form, said) {
    var changed = false;
    fields(form).forEach(function (field) {
      var of = said.filter(function (one) {
        return one[0] === field.name && (one.length === 2 || one[1] === field.value);
      })[0];
      if (!of) return;
      if (of.length === 3) { changed = changed || field.checked !== of[2]; field.checked = of[2]; }
      else { changed = changed || field.value !== of[1]; field.value = of[1]; }
    });
    return changed;
  }
  function tell(form) {
    var words = document.querySelector("template[data-restored]");
    if (words) form.insertBefore(words.content.cloneNode(true), form.firstChild);
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post" || !form.matches("form[data-guard]")) return;
    store.setItem(keyOf(form), JSON.stringify({ person: person, typed: typed(form) }));
  });
  var forms = {};
  document.querySelectorAll("form[data-guard]").forEach(function (form) { forms[keyOf(form)] = form; });
  // The page to sign in again, or one that says that nothing was taken: what was sent is lost, and comes back later.
  var isLost = !body.classList.contains("house") || document.querySelector("[data-not-taken]");
  kept().forEach(function (key) {
    var found = read(key), form = forms[key];
    var isAnothers = !found || (person && found.person !== person);
    if (isAnothers) { store.removeItem(key); return; }
    if (isLost) { found.lost = true; store.setItem(key, JSON.stringify(found)); return; }
    if (found.lost && !form) return;
    if (found.lost && restore(form, found.typed)) tell(form);
    store.removeItem(key);
  });
})();
