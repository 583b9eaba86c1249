// A stretch of years is chosen by dragging over the histogram. Without this the two fields below it do the same.
(function () {
  "use strict";

  var chart = document.querySelector("svg.hist[data-first]");
  var form = document.getElementById("years");
  if (!chart || !form) { return; }

  var first = Number(chart.dataset.first);
  var count = Number(chart.dataset.last) - first + 1;
  var band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  var begun = null;

  band.setAttribute("class", "band");
  band.setAttribute("y", "12");
  band.setAttribute("height", "106");
  chart.classList.add("drags");

  function yearAt(event) {
    var box = chart.getBoundingClientRect();
    var at = Math.floor((event.clientX - box.left) / box.width * count);
    return first + Math.min(Math.max(at, 0), count - 1);
  }

  function stretch(year) { return [Math.min(begun, year), Math.max(begun, year)]; }

  function draw(from, to) {
    band.setAttribute("x", (from - first) / count * 100 + "%");
    band.setAttribute("width", (to - from + 1) / count * 100 + "%");
    chart.appendChild(band);
    form.elements.from.value = from;
    form.elements.to.value = to;
  }

  function end() {
    begun = null;
    band.remove();
  }

  // The bars are links, which a browser would rather carry away.
  chart.addEventListener("dragstart", function (event) { event.preventDefault(); });
  chart.addEventListener("pointerdown", function (event) {
    if (event.button === 0) { begun = yearAt(event); }
  });
  chart.addEventListener("pointermove", function (event) {
    if (begun === null || (yearAt(event) === begun && !band.parentNode)) { return; }
    chart.setPointerCapture(event.pointerId);
    draw.apply(null, stretch(yearAt(event)));
  });
  // A press without a move is a click on a bar, which is a link to its year.
  chart.addEventListener("pointerup", function () {
    var drawn = band.parentNode;
    end();
    if (drawn) { form.requestSubmit(); }
  });
  chart.addEventListener("pointercancel", end);
}());
