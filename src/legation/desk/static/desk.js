// What makes the desk quicker to use: nothing here is needed to read or to correct.
"use strict";

(() => {
  const items = () => [...document.querySelectorAll(".item[id]")];

  // marks and their rows light each other
  const light = (key, on) => {
    document.getElementById(key)?.classList.toggle("lit", on);
    for (const mark of document.querySelectorAll(`.body [data-keys~="${CSS.escape(key)}"]`)) mark.classList.toggle("lit", on);
  };
  const keysOf = (node) => {
    const mark = node.closest?.(".body [data-keys]");
    if (mark) return mark.matches(".trigger, .act, .cue") ? mark.dataset.keys.split(" ") : [];
    const item = node.closest?.(".item[id]");
    return item ? [item.id] : [];
  };
  for (const [begins, ends] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(begins, (event) => keysOf(event.target).forEach((key) => light(key, true)));
    document.addEventListener(ends, (event) => keysOf(event.target).forEach((key) => light(key, false)));
  }

  // keys: only where nothing is being written
  const go = (step) => {
    const all = items();
    if (!all.length) return;
    const now = all.findIndex((item) => item.contains(document.activeElement) || item.matches(":target"));
    const held = all.findIndex((item) => item.contains(document.activeElement));
    const from = held >= 0 ? held : now;
    const next = all[Math.min(Math.max(from < 0 ? (step > 0 ? 0 : all.length - 1) : from + step, 0), all.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("q").focus();
    } else if (event.key === "j" || event.key === "k") {
      go(event.key === "j" ? 1 : -1);
    } else {
      const item = document.activeElement?.closest(".item") ?? document.querySelector(".item:target");
      const control = item && /^[aeru]$/.test(event.key) && item.querySelector(`[data-key="${event.key}"]`);
      if (control) {
        event.preventDefault();
        control.click();
        if (event.key === "e") control.parentElement.querySelector("select")?.focus();
      }
    }
  });

  // a row that was judged keeps the focus, and the next takes it in the queue
  let place = -1;
  document.addEventListener("htmx:beforeRequest", (event) => {
    const item = event.target.closest(".item");
    place = item ? items().indexOf(item) : -1;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (place >= 0) items()[Math.min(place, items().length - 1)]?.focus({ preventScroll: true });
    place = -1;
    pictures();
  });

  // charts as PNG, drawn at twice their size
  const save = async (button) => {
    const chart = button.closest("figure").querySelector("svg.chart");
    const copy = chart.cloneNode(true);
    copy.removeAttribute("class");
    const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement("canvas");
    const { width, height } = chart.viewBox.baseVal;
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await new Promise((done) => canvas.toBlob(done, "image/png")));
    link.download = `${button.dataset.png}.png`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const pictures = () => {
    for (const button of document.querySelectorAll("[data-png][hidden]")) button.hidden = false;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-png]");
    if (button) save(button);
  });
  pictures();
})();
