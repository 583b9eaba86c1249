// A button that copies a citation. Without this, or where the browser lends no clipboard, there is no button.
(function () {
  "use strict";

  if (!navigator.clipboard) { return; }
  document.querySelectorAll("button[data-copied]").forEach(function (button) {
    var words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", function () {
      var citation = button.closest(".cite").querySelector("blockquote").textContent.trim();
      navigator.clipboard.writeText(citation).then(function () {
        button.textContent = button.dataset.copied;
        setTimeout(function () { button.textContent = words; }, 2000);
      });
    });
  });
}());
