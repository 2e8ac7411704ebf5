// Comfort for the desk. Every page works without this file.

// A statement and its parts in the text light up together.
const lit = new Set();
function light(ids) {
  for (const el of lit) el.classList.remove("lit");
  lit.clear();
  for (const id of ids) {
    for (const el of document.querySelectorAll(`[data-s~="${CSS.escape(id)}"]`)) {
      el.classList.add("lit");
      lit.add(el);
    }
  }
}
const idsOf = (target) => {
  const el = target instanceof Element ? target.closest("[data-s]") : null;
  if (!el) return [];
  const ids = el.dataset.s.split(" ");
  // among statements inside each other, the innermost is meant
  return ids.slice(-1);
};
document.addEventListener("pointerover", (e) => light(idsOf(e.target)));
document.addEventListener("focusin", (e) => light(idsOf(e.target)));
document.addEventListener("click", (e) => {
  const part = e.target instanceof Element && e.target.closest(".part[data-s]");
  const [id] = idsOf(e.target);
  if (part && id && !String(getSelection())) document.getElementById(id)?.focus();
});

// / goes to the search, j and k to the next and the previous statement.
function step(by) {
  const stops = [...document.querySelectorAll(".note, .hit a.speaker, .said blockquote a")];
  if (!stops.length) return;
  const here = stops.indexOf(document.activeElement);
  const next = here < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(Math.max(here + by, 0), stops.length - 1);
  stops[next].focus();
  stops[next].scrollIntoView({ block: "nearest" });
}
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select")) return;
  if (e.key === "j") step(1);
  else if (e.key === "k") step(-1);
  else if (e.key === "/") {
    const q = document.getElementById("q");
    if (q) q.focus();
    else location.assign("/");
    e.preventDefault();
  }
});

// A file dropped on the page is read at once.
const file = document.getElementById("file");
if (file) {
  const zone = file.closest(".file");
  const over = (e) => {
    e.preventDefault();
    zone.classList.toggle("over", e.type !== "dragleave");
  };
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", over);
  document.addEventListener("drop", (e) => {
    e.preventDefault();
    zone.classList.remove("over");
    if (e.dataTransfer.files.length) {
      file.files = e.dataTransfer.files;
      file.form.requestSubmit();
    }
  });
  file.addEventListener("change", () => file.files.length && file.form.requestSubmit());
}
