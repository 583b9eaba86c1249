// Fields that name records: a list of what may be meant, in any spelling, by keyboard or pointer.
// The pattern is the editable combobox of the ARIA Authoring Practices, with a listbox that is chosen from by hand.
(function () {
  "use strict";

  var count = 0;
  var MEMORY = "deskOffers";

  function begin(field) {
    count += 1;
    field.removeAttribute("list");
    var around = document.createElement("span"), list = document.createElement("ul");
    around.className = "choosing";
    field.replaceWith(around);
    list.id = "offers-" + count;
    list.className = "offers";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "May be meant");
    var told = window.deskText("span", "", "out");
    told.setAttribute("role", "status");
    around.append(field, list, told);
    var set = {
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": list.id, "aria-haspopup": "listbox",
    };
    Object.keys(set).forEach(function (name) { field.setAttribute(name, set[name]); });
    field[MEMORY] = { list: list, told: told, active: -1, asked: "", timer: 0 };
    field.focus();
  }

  function close(field) {
    var own = field[MEMORY];
    if (!own) { return; }
    own.list.hidden = true;
    own.active = -1;
    own.told.textContent = "";
    window.clearTimeout(own.timer);
    own.asked = "";
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  // Of several topics one writes with “;” only the last is looked for.
  function words(field) {
    return field.value.split(field.dataset.names === "topic" ? ";" : "\n").pop().trim();
  }

  function ask(field) {
    var own = field[MEMORY], sought = words(field);
    if (!sought) { close(field); return; }
    own.asked = sought;
    window.deskAsks("/curate/typing/names/", { list: field.dataset.names, words: sought })
      .then(function (answer) { return answer.json(); })
      .then(function (found) {
        if (own.asked === sought && document.activeElement === field) { show(field, found.offers); }
      })
      .catch(function () { close(field); });
  }

  function show(field, offers) {
    var own = field[MEMORY];
    own.active = -1;
    field.removeAttribute("aria-activedescendant");
    own.list.replaceChildren.apply(own.list, offers.map(function (offer, place) {
      var item = document.createElement("li");
      item.id = own.list.id + "-" + place;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.value = offer.value;
      item.dataset.key = offer.key;
      var about = [offer.word, offer.kind].concat(offer.by ? ["also “" + offer.by + "”"] : [], offer.public ? [] : ["not public"]);
      item.append(offer.title, window.deskText("span", about.join(" · "), "about"));
      return item;
    }));
    own.list.hidden = !offers.length;
    field.setAttribute("aria-expanded", String(Boolean(offers.length)));
    own.told.textContent = offers.length === 1 ? "1 may be meant." : offers.length ? offers.length + " may be meant."
      : "Nothing is known so." + (field.dataset.names === "source" ? " A source can be added on this page." : "");
    own.told.className = offers.length ? "out" : "offers-none";
  }

  function move(field, by) {
    var own = field[MEMORY], items = own.list.children;
    if (own.list.hidden || !items.length) { ask(field); return; }
    if (own.active >= 0) { items[own.active].setAttribute("aria-selected", "false"); }
    // Beyond the ends lies the field itself.
    own.active = own.active + by >= items.length ? -1 : own.active + by < -1 ? items.length - 1 : own.active + by;
    if (own.active < 0) { field.removeAttribute("aria-activedescendant"); return; }
    items[own.active].setAttribute("aria-selected", "true");
    items[own.active].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", items[own.active].id);
  }

  function choose(field, item) {
    var topics = field.closest("[data-topics]");
    if (topics) { tick(topics, item.dataset.key); }
    field.value = topics ? field.value.split(";").slice(0, -1).map(function (word) { return word.trim() + "; "; }).join("") : item.dataset.value;
    close(field);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    close(field);
  }

  function tick(topics, key) {
    topics.querySelectorAll("input[type=checkbox]").forEach(function (box) {
      if (box.value === key && !box.checked) { box.click(); }
    });
  }

  // What is chosen is said where the boxes are folded away.
  document.addEventListener("change", function (event) {
    var topics = event.target.closest("[data-topics]");
    if (!topics || event.target.type !== "checkbox") { return; }
    var chosen = Array.from(topics.querySelectorAll("input:checked"), function (box) { return box.closest("label").textContent.trim(); });
    topics.querySelector("[data-chosen]").textContent = chosen.join(", ") || "None chosen";
  });

  document.addEventListener("focusin", function (event) {
    if (event.target.matches("input[data-names]") && !event.target[MEMORY]) { begin(event.target); }
  });
  document.addEventListener("focusout", function (event) { if (event.target[MEMORY]) { close(event.target); } });
  document.addEventListener("input", function (event) {
    var own = event.target[MEMORY];
    if (!own) { return; }
    window.clearTimeout(own.timer);
    own.timer = window.setTimeout(function () { ask(event.target); }, 150);
  });
  document.addEventListener("keydown", function (event) {
    var field = event.target, own = field[MEMORY];
    if (!own || event.isComposing) { return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(field, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && own.active >= 0) {
      event.preventDefault();
      choose(field, own.list.children[own.active]);
    } else if (event.key === "Escape" && !own.list.hidden) {
      event.preventDefault();
      close(field);
    }
  });
  // Pressing must not take the focus from the field, or the list would be gone before it is released.
  document.addEventListener("mousedown", function (event) {
    if (event.target.closest(".offers")) { event.preventDefault(); }
  });
  document.addEventListener("click", function (event) {
    var item = event.target.closest(".offers [role=option]");
    if (item) { choose(item.closest(".choosing").querySelector("input"), item); }
  });
})();
