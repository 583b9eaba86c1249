// Passkeys: the browser makes or uses a key, and the form sends what it answers. Without this script the
// form stays hidden: a code does as well.
(function () {
  "use strict";
  var known = window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON;

  function options(form) {
    if (form.dataset.options) { return Promise.resolve(JSON.parse(form.dataset.options)); }
    return fetch(form.dataset.from, { headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.json(); })
      .then(function (said) { return said.request_options; });
  }

  function asked(kind, given) {
    if (kind === "get") {
      return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(given.publicKey) });
    }
    // A key that knows whose it is signs in alone; one that cannot is a second step all the same.
    var wanted = Object.assign({}, given.publicKey.authenticatorSelection, { residentKey: "preferred", requireResidentKey: false });
    var all = Object.assign({}, given.publicKey, { authenticatorSelection: wanted });
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(all) });
  }

  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    form.hidden = !known;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      options(form)
        .then(function (given) { return asked(form.dataset.passkey, given); })
        .then(function (credential) {
          form.elements.credential.value = JSON.stringify(credential.toJSON());
          form.submit();
        })
        .catch(function (error) {
          form.querySelector("[data-said]").textContent = "That did not work (" + error.name + "). Try again, or use a code.";
        });
    });
  });
})();
