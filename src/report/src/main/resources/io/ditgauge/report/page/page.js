"use strict";
(() => {
  const number = (text) => {
    const value = parseFloat(text);
    return Number.isNaN(value) ? -Infinity : value;
  };

  const sort = (table, header, column) => {
    const up = header.getAttribute("aria-sort") === "descending"
        || (!header.hasAttribute("aria-sort") && header.className !== "n");
    for (const other of header.parentNode.children) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    const body = table.tBodies[0];
    const key = (row) => row.cells[column].textContent;
    const order = header.className === "n"
        ? (a, b) => number(key(a)) - number(key(b))
        : (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
    const rows = [...body.rows].sort((a, b) => (up ? order(a, b) : order(b, a)));
    body.append(...rows);
  };

  /** Makes the tables and charts of a part of the page answer to a pointer and keys. */
  const enhance = (part) => {
    for (const table of part.querySelectorAll("table")) {
      [...table.tHead.rows[0].cells].forEach((header, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...header.childNodes);
        button.addEventListener("click", () => sort(table, header, column));
        header.append(button);
      });
    }

    for (const long of part.querySelectorAll(".long")) {
      const rows = [...long.querySelector("tbody").rows];
      const label = document.createElement("label");
      label.className = "filter";
      const input = document.createElement("input");
      input.type = "search";
      const count = document.createElement("output");
      label.append("Show rows with ", input, count);
      long.insertBefore(label, long.querySelector(".scroll"));
      input.addEventListener("input", () => {
        const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
        let shown = 0;
        for (const row of rows) {
          const text = row.textContent.toLowerCase();
          row.hidden = !words.every((word) => text.includes(word));
          shown += row.hidden ? 0 : 1;
        }
        count.value = words.length ? shown + " of " + rows.length + " rows" : "";
      });
    }

    for (const mark of part.querySelectorAll(".chart .m > title")) {
      mark.parentNode.dataset.tip = mark.textContent;
      mark.remove();
    }
  };

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  document.addEventListener("pointerover", (event) => {
    const mark = event.target.closest("[data-tip]");
    tip.hidden = !mark;
    if (mark) tip.textContent = mark.dataset.tip;
  });
  document.addEventListener("pointermove", (event) => {
    if (tip.hidden) return;
    const left = Math.min(event.clientX + 12, window.innerWidth - tip.offsetWidth - 8);
    tip.style.left = Math.max(4, left) + "px";
    tip.style.top = Math.max(4, event.clientY - tip.offsetHeight - 12) + "px";
  });

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });

  enhance(document);
  globalThis.ditgauge = { enhance };
})();
