"use strict";
(() => {
  const form = document.querySelector("form");
  const result = document.querySelector("#result");
  const status = document.querySelector("#status");
  let running = new AbortController();
  let timer = 0;

  const state = () => new URLSearchParams(new FormData(form)).toString();

  const update = async () => {
    running.abort();
    running = new AbortController();
    const query = state();
    try {
      const answer = await fetch("/plan?" + query, { signal: running.signal });
      const text = await answer.text();
      if (answer.headers.get("content-type").startsWith("text/html")) {
        result.innerHTML = text;
        globalThis.ditgauge.enhance(result);
        const time = result.querySelector(".facts dd");
        status.textContent = time ? "Predicted: " + time.textContent + "." : "";
        history.replaceState(null, "", "/?" + query);
      } else {
        result.textContent = text;
      }
    } catch (error) {
      if (error.name !== "AbortError") result.textContent = "The server does not answer: " + error.message;
    }
  };

  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.target.name === "model") {
      // Sizes and steps are the model's: they start again from its defaults.
      const kept = ["model", "card", "attention", "execution"];
      const query = new URLSearchParams(new FormData(form));
      for (const name of [...query.keys()]) if (!kept.includes(name)) query.delete(name);
      location.assign("/?" + query);
      return;
    }
    timer = setTimeout(update, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
  });
})();
