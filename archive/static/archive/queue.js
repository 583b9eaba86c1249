// Keys of the queue: j, k, Enter, c, x and ?. The page works without them, and they can be switched off.
(function () {
  "use strict";

  var KEPT = "archive.queue.keys";
  var help = document.getElementById("keys");
  var box = document.getElementById("keys-on");
  var rows = Array.prototype.slice.call(document.querySelectorAll("[data-row]"));
  var at = -1;
  if (!help || !box) { return; }

  // Storage may be closed to us; the keys then stay on for this page.
  function kept() { try { return localStorage.getItem(KEPT); } catch (error) { return null; } }
  function keep(value) { try { localStorage.setItem(KEPT, value); } catch (error) { return; } }

  help.querySelector("[data-without-script]").hidden = true;
  help.querySelector("[data-with-script]").hidden = false;
  box.checked = kept() !== "off";
  box.addEventListener("change", function () { keep(box.checked ? "on" : "off"); });

  function typing(target) {
    return target.closest("textarea, select, [contenteditable], input:not([type=checkbox])") !== null;
  }

  function stand(row) {
    rows.forEach(function (other) { other.classList.toggle("at", other === row); });
    row.querySelector(".rec a").focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function move(by) {
    var focused = rows.findIndex(function (row) { return row.contains(document.activeElement); });
    at = Math.min(Math.max((focused < 0 ? at : focused) + by, 0), rows.length - 1);
    if (rows[at]) { stand(rows[at]); }
  }

  function press(selector) {
    var row = rows[at];
    var button = row && row.querySelector(selector);
    if (button) { button.click(); }
  }

  var KEYS = {
    j: function () { move(1); },
    k: function () { move(-1); },
    c: function () { press("[data-claim]"); },
    x: function () { press("input[type=checkbox]"); },
    "?": function () {
      help.scrollIntoView({ block: "nearest" });
      help.tabIndex = -1;
      help.focus();
    }
  };

  document.addEventListener("keydown", function (event) {
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    if (event.key === "Enter") {
      // On the name of the entry that j and k chose; every other link and button keeps its own Enter.
      if (rows[at] && event.target === rows[at].querySelector(".rec a") && rows[at].querySelector("[data-open]")) {
        event.preventDefault();
        press("[data-open]");
      }
      return;
    }
    if (KEYS.hasOwnProperty(event.key)) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
})();
