"use strict";
// Tables sort by a click on a head and show the rows that hold a text. Without this script the page
// is complete, only longer.
(function () {
  function key(row, column) {
    var cell = row.cells[column];
    if (!cell) return "";
    var number = cell.getAttribute("data-key");
    return number === null ? cell.textContent : parseFloat(number);
  }
  function compare(a, b) {
    var numbers = (typeof a === "number") + (typeof b === "number");
    if (numbers === 2) return a - b;
    if (numbers === 1) return typeof a === "number" ? -1 : 1;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  function sort(table, column, head) {
    var down = head.getAttribute("aria-sort") === "ascending";
    var heads = table.tHead.rows[0].cells;
    for (var i = 0; i < heads.length; i++) heads[i].removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (x, y) { return (down ? -1 : 1) * compare(key(x, column), key(y, column)); });
    rows.forEach(function (row) { body.appendChild(row); });
  }
  document.querySelectorAll("table").forEach(function (table) {
    table.querySelectorAll("th").forEach(function (head, column) {
      head.querySelector("button").addEventListener("click", function () { sort(table, column, head); });
    });
  });
  document.querySelectorAll(".filter input").forEach(function (input) {
    var rows = document.getElementById(input.getAttribute("data-table")).tBodies[0].rows;
    var told = input.closest(".filter").querySelector("output");
    input.addEventListener("input", function () {
      var wanted = input.value.toLowerCase(), shown = 0;
      for (var i = 0; i < rows.length; i++) {
        var fits = rows[i].textContent.toLowerCase().indexOf(wanted) >= 0;
        rows[i].hidden = !fits;
        if (fits) shown++;
      }
      told.textContent = wanted ? shown + " of " + rows.length : "";
    });
  });
})();
