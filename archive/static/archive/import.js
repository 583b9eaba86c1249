// The progress of an import, without reloading; without script the page reloads itself.
(function () {
  "use strict";

  var bar = document.querySelector("[data-progress]");
  var done = document.querySelector("[data-done]");
  if (!bar || !done) { return; }

  function ask() {
    fetch(window.location.href, { headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok) { throw new Error(String(answer.status)); }
        return answer.json();
      })
      .then(function (told) {
        bar.value = told.done;
        done.textContent = String(told.done);
        if (told.at_work) { ask(); } else { window.location.reload(); }
      })
      .catch(function () { window.setTimeout(function () { window.location.reload(); }, 5000); });
  }
  ask();
})();
