// The entry form while one types: dates are read back, a pasted summary is previewed, what is typed is kept.
// Without script the form says the same when it is sent, and "Save draft" keeps what is typed.
(function () {
  "use strict";

  var bar = document.querySelector("[data-keep]");
  var form = bar ? bar.closest("form") : document.querySelector("#content-main form");
  if (!form) { return; }

  // After a new sign-in in another tab the token of this page is the old one: the cookie has the new one.
  function csrf() {
    var found = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
    return found ? found[1] : form.elements.csrfmiddlewaretoken.value;
  }
  window.deskAsks = function (address, fields) {
    var json = typeof fields === "string";
    return fetch(address, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      // A tab that is being closed still sends what is small enough.
      keepalive: json && fields.length < 20000,
      headers: { "X-CSRFToken": csrf(), "Content-Type": json ? "application/json" : "application/x-www-form-urlencoded" },
      body: json ? fields : new URLSearchParams(fields),
    });
  };
  window.deskText = function (tag, words, kind) {
    var made = document.createElement(tag);
    made.textContent = words;
    if (kind) { made.className = kind; }
    return made;
  };
  var make = window.deskText;

  function afterRest(milliseconds, work) {
    var timers = new WeakMap();
    return function (field) {
      window.clearTimeout(timers.get(field));
      timers.set(field, window.setTimeout(function () { work(field); }, milliseconds));
    };
  }

  // ---- dates ----
  var readDate = afterRest(250, function (field) {
    var said = field.value;
    var place = field.parentNode.querySelector("[data-reading]");
    if (!place) { return; }
    if (!said.trim()) { place.textContent = ""; place.classList.remove("not-read"); return; }
    window.deskAsks("/curate/typing/date/", { said: said })
      .then(function (answer) { return answer.json(); })
      .then(function (told) {
        if (field.value !== said) { return; }
        place.textContent = told.text;
        place.classList.toggle("not-read", told.position !== null);
      })
      .catch(function () { place.textContent = ""; });
  });

  // ---- the whole summary ----
  var preview = form.querySelector("[data-preview]");
  var showPassages = afterRest(300, function (field) {
    var text = field.value;
    preview.hidden = !text.trim();
    if (preview.hidden) { preview.replaceChildren(); return; }
    window.deskAsks("/curate/typing/passages/", { text: text })
      .then(function (answer) { return answer.json(); })
      .then(function (told) {
        if (field.value !== text) { return; }
        var list = document.createElement("ol");
        told.passages.forEach(function (passage) {
          var item = document.createElement("li");
          item.append(make("span", passage));
          list.append(item);
        });
        list.tabIndex = 0;
        var n = told.passages.length;
        preview.replaceChildren(make("p", n === 1 ? "Would be 1 passage:" : "Would be " + n + " passages:", "help"), list);
      })
      .catch(function () { preview.hidden = true; });
  });

  form.addEventListener("input", function (event) {
    if (event.target.matches(".said-date")) { readDate(event.target); }
    if (event.target.matches("[data-splits]")) { showPassages(event.target); }
  });
  var box = form.querySelector("[data-splits]");
  if (box && box.value) { showPassages(box); }

  // ---- keeping ----
  if (!bar) { return; }
  var state = bar.querySelector("[data-state]"), trouble = bar.querySelector("[data-trouble]");
  var version = Number(bar.dataset.version), timer = 0, first = 0, tries = 0, keptAt = 0;
  var changed = false, busy = null, leaving = false;
  var REST = 1500, LONGEST = 8000, AGAIN = 10000, MOST_TRIES = 60;  // milliseconds, and a count
  state.textContent = "What you type is saved privately as you go.";

  function typed() {
    var found = {};
    new FormData(form).forEach(function (value, name) {
      if (typeof value !== "string" || name.startsWith("_") || name === "csrfmiddlewaretoken") { return; }
      (found[name] = found[name] || []).push(value);
    });
    return found;
  }

  // The same words are not said again, or they would be read out each time.
  function tell(words, link) {
    var now = words + (link ? link.textContent : "");
    if (trouble.dataset.says === now) { return; }
    trouble.dataset.says = now;
    trouble.replaceChildren(words, link || "");
  }

  function signedOut() {
    var link = make("a", "Sign in in a new tab");
    link.href = bar.dataset.signIn;
    link.target = "_blank";
    tell("You are signed out: what you type is not kept now. Leave this page open. ", link);
  }

  // What is to be tried again without anything being typed: a request a time would keep a session open.
  function again() {
    tries += 1;
    if (tries < MOST_TRIES) { changed = true; later(AGAIN); }
  }

  function understood(answer) {
    var ours = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (answer.type === "opaqueredirect" || (!ours && answer.status === 403)) { signedOut(); again(); return null; }
    if (!ours) { throw new Error(String(answer.status)); }
    return answer.json().then(function (told) {
      if (answer.status === 409) {
        // Another tab has this form, or saved it: what is typed here goes on under a name of its own.
        form.elements.unsaved.value = told.token;
        version = 0;
        changed = true;
      } else if (!answer.ok) {
        tell("Not kept. " + told.why);
      } else {
        tell("");
        version = told.version;
        keptAt = Date.now();
        sayWhen();
        showAlike(told.alike);
      }
    });
  }

  function keep() {
    window.clearTimeout(timer);
    timer = 0;
    if (busy || !changed || leaving) { return; }
    changed = false;
    first = 0;
    var sent = JSON.stringify({
      token: form.elements.unsaved.value,
      since: form.elements["unsaved-since"].value,
      form: bar.dataset.form, record: bar.dataset.record, user: bar.dataset.user,
      version: version, typed: typed(),
    });
    busy = window.deskAsks(bar.dataset.keep, sent)
      .then(understood)
      .catch(function () {
        tell("No connection: what you type is not kept now. Leave this page open; it is tried again.");
        again();
      })
      .finally(function () {
        busy = null;
        if (changed && !timer) { later(REST); }
      });
  }

  function later(milliseconds) {
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, milliseconds);
  }

  function touched() {
    changed = true;
    tries = 0;
    first = first || Date.now();
    later(Math.max(0, Math.min(REST, first + LONGEST - Date.now())));
  }

  function sayWhen() {
    if (!keptAt) { return; }
    var seconds = Math.round((Date.now() - keptAt) / 1000);
    var ago = seconds < 3 ? "just now" : seconds < 60 ? seconds + " s ago" : Math.floor(seconds / 60) + " min ago";
    state.textContent = "Saved privately " + ago + ", not yet a draft.";
  }

  var alike = form.querySelector("[data-alike]"), said = form.querySelector("[data-said]");
  function showAlike(found) {
    // Those that the page told of when it was opened are not told again.
    var others = found.filter(function (other) { return !said || !said.querySelector('a[href="' + other.address + '"]'); });
    var now = others.map(function (other) { return other.word + other.why; }).join();
    if (!alike || alike.dataset.shows === now) { return; }
    alike.dataset.shows = now;
    if (!others.length) { alike.replaceChildren(); return; }
    var list = document.createElement("ul");
    others.forEach(function (other) {
      var item = document.createElement("li"), link = make("a", other.word);
      link.href = other.address;
      link.target = "_blank";
      item.append(link, ": " + other.why);
      list.append(item);
    });
    alike.replaceChildren(make("h2", "May be the same account"), list,
      make("p", "If it is, go on with that one; if not, go on here.", "help"));
  }

  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  window.setInterval(sayWhen, 1000);
  window.addEventListener("online", function () { if (changed) { keep(); } });
  document.addEventListener("visibilitychange", function () { if (changed) { keep(); } });
  window.addEventListener("beforeunload", function (event) {
    if (!leaving && (changed || busy)) { keep(); event.preventDefault(); }
  });

  // What is on its way to be kept arrives before what is saved, or it would come back as unsaved.
  form.addEventListener("submit", function (event) {
    form.elements.csrfmiddlewaretoken.value = csrf();
    if (busy) {
      var button = event.submitter;
      event.preventDefault();
      leaving = true;
      busy.finally(function () { form.requestSubmit(button); });
      return;
    }
    leaving = true;
    window.clearTimeout(timer);
    // Whoever is still here was not let go.
    window.setTimeout(function () { leaving = false; }, 10000);
  });

  if ("atOnce" in bar.dataset) { touched(); }
})();
