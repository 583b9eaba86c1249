// Comforts of the desk; every page works without them.
(function () {
  "use strict";

  // Rows of sources: once the last one is used, another empty one follows.
  document.addEventListener("input", function (event) {
    var rows = event.target.closest("[data-rows]");
    var row = event.target.closest(".row");
    if (!rows || !row || row !== rows.lastElementChild || !event.target.value) { return; }
    var next = row.cloneNode(true);
    next.querySelectorAll(".choosing").forEach(function (around) { around.replaceWith(around.querySelector("input")); });
    next.querySelectorAll("input").forEach(function (input) {
      input.value = "";
      Array.from(input.attributes).forEach(function (one) { if (/^(role|aria-(?!label))/.test(one.name)) { input.removeAttribute(one.name); } });
      if (input.id) { input.id = input.id.replace(/(\d+)$/, function (n) { return String(Number(n) + 1); }); }
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/(\d+)$/, function (n) { return String(Number(n) + 1); }));
    });
    rows.appendChild(next);
  });

  // Leaving a form that was typed in and not saved asks first; a form that is kept by itself (entry.js) does so.
  var form = document.querySelector(".change-form #content-main form");
  var touched = false;
  if (form && !form.querySelector("[data-keep]")) {
    form.addEventListener("input", function () { touched = true; });
    form.addEventListener("submit", function () { touched = false; });
    window.addEventListener("beforeunload", function (event) {
      if (touched) { event.preventDefault(); }
    });
  }
})();
