"use strict";
(() => {
  const form = document.querySelector("form");
  const result = document.querySelector("#result");
  const status = document.querySelector("#status");
  const button = document.querySelector("#simulate");
  let running = new AbortController();
  let simulation;
  let timer = 0;

  /** What is chosen; numbers that were left empty stay as they were. */
  const state = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
    return query;
  };

  const update = async () => {
    running.abort();
    running = new AbortController();
    const query = state().toString();
    stop();
    try {
      const answer = await fetch(form.dataset.part + "?" + query, { signal: running.signal });
      const text = await answer.text();
      if (answer.headers.get("content-type").startsWith("text/html")) {
        result.innerHTML = text;
        globalThis.ditgauge.enhance(result);
        const first = result.querySelector(".facts div");
        status.textContent = first
          ? first.querySelector("dt").textContent + ": " + first.querySelector("dd").textContent + "."
          : "";
        history.replaceState(null, "", form.getAttribute("action") + "?" + query);
      } else {
        result.textContent = text;
      }
    } catch (error) {
      if (error.name !== "AbortError") result.textContent = "The server does not answer: " + error.message;
    }
  };

  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.target.dataset.keeps) {
      // What belonged to the old choice starts again from the defaults of the new one.
      const kept = event.target.dataset.keeps.split(" ");
      const query = state();
      for (const name of [...query.keys()]) if (!kept.includes(name)) query.delete(name);
      location.assign(form.getAttribute("action") + "?" + query);
      return;
    }
    timer = setTimeout(update, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
  });

  const progress = document.querySelector("#progress");
  const simulated = document.querySelector("#simulated");
  const stop = () => {
    if (simulation) simulation.close();
    simulation = undefined;
    if (button) progress.hidden = true;
  };
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      stop();
      progress.hidden = false;
      progress.value = 0;
      simulated.value = "";
      simulation = new EventSource(form.dataset.simulation + "?" + state());
      simulation.addEventListener("progress", (event) => { progress.value = Number(event.data); });
      simulation.addEventListener("result", (event) => {
        simulated.value = event.data;
        stop();
      });
      simulation.addEventListener("error", () => {
        if (simulation) simulated.value = "The simulation was not finished; try again.";
        stop();
      });
    });
  }
})();
