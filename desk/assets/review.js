// Checking statements with the keyboard. Every page works without this file: by forms, and links to the next.

const box = document.getElementById("item");
const line = document.getElementById("status");
const seen = new Map(); // items fetched ahead, by their address
let last = null; // the correction made last: its number and its place
let waiting = Promise.resolve(); // corrections are sent one after the other

const done = new Set(); // what corrections were made about, here
const nameOf = (el) => `${el.dataset.article} ${el.dataset.statement}`;
const card = () => box.querySelector(".review");
const place = () => card()?.dataset.place ?? "";

function say(text, wrong = false) {
  line.textContent = text;
  line.classList.toggle("wrong", wrong);
}

async function ask(address) {
  const res = await fetch(address, { headers: { Accept: "text/html" } });
  if (!res.ok) throw new Error(`the desk answers ${res.status}`);
  return res.text();
}
function ahead(address) {
  if (!seen.has(address)) {
    const asked = ask(address);
    asked.catch(() => seen.delete(address));
    seen.set(address, asked);
  }
  return seen.get(address);
}
const behind = (p) => `/review?part=item&from=${encodeURIComponent(p)}`;

// show puts an item on the page, and has the next one fetched meanwhile.
function show(html) {
  box.innerHTML = html;
  editing = null;
  card()?.focus({ preventScroll: true });
  if (place()) {
    history.replaceState(null, "", `/review?at=${encodeURIComponent(place())}`);
    ahead(behind(place())).catch(() => {});
  }
}
async function go(address) {
  try {
    let html = await ahead(address);
    seen.delete(address);
    const found = new DOMParser().parseFromString(html, "text/html").querySelector(".review");
    if (found && done.has(nameOf(found))) { // fetched before what was done about it had arrived
      await waiting;
      html = await ask(address);
    }
    show(html);
  } catch (e) {
    say(`Not loaded: ${e.message}. Try again.`, true);
  }
}
const next = () => (place() ? go(behind(place())) : location.assign("/review"));
const before = () => (place() ? go(`/review?part=item&before=${encodeURIComponent(place())}`) : undefined);

// send makes a correction. The next item is shown at once; should the correction fail, its item comes back with the reason.
function send(form, button) {
  const data = new URLSearchParams(new FormData(form, button));
  const was = place();
  const html = box.innerHTML;
  const stays = !was;
  const name = nameOf(card());
  done.add(name);
  const sent = waiting.then(async () => {
    const res = await fetch(form.getAttribute("action"), { method: "POST", body: data, headers: { Accept: "application/json" } });
    const answer = await res.json().catch(() => ({ error: `the desk answers ${res.status}` }));
    if (!res.ok) throw new Error(answer.error);
    last = { id: answer.correction, place: was, name };
    say(`${answer.what} (u undoes it)`);
    return answer;
  });
  waiting = sent.catch(() => {});
  sent.then(
    () => stays && location.assign(`/article/${data.get("article")}#${data.get("statement")}`),
    (e) => {
      done.delete(name);
      if (!stays) {
        seen.clear();
        show(html);
      }
      say(e.message, true);
    },
  );
  if (!stays) next();
}

async function undo() {
  await waiting;
  if (!last) {
    say("Nothing was done here yet that could be undone. The list of all corrections has the rest.", true);
    return;
  }
  const { id, place: was, name } = last;
  const res = await fetch("/review/undo", { method: "POST", body: new URLSearchParams({ id }), headers: { Accept: "application/json" } });
  const answer = await res.json().catch(() => ({ error: `the desk answers ${res.status}` }));
  if (!res.ok) {
    say(answer.error, true);
    return;
  }
  last = null;
  done.delete(name);
  seen.clear();
  await go(`/review?part=item&at=${encodeURIComponent(was)}`);
  say(answer.what);
}

box.addEventListener("submit", (e) => {
  e.preventDefault();
  if (editing) editing.write();
  send(e.target, e.submitter);
});
box.addEventListener("click", (e) => {
  const link = e.target.closest(".turn a");
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  if (link.rel === "next") next();
  else before();
});
box.addEventListener("toggle", (e) => {
  if (e.target.matches("details.edit")) {
    if (e.target.open) begin();
    else editing?.end();
  }
}, true);

// ---- names ----
let asked = 0;
box.addEventListener("input", async (e) => {
  if (e.target.id !== "speaker" && e.target.id !== "edit-speaker") return;
  const turn = ++asked;
  const address = `/review/names?${new URLSearchParams({ article: card().dataset.article, q: e.target.value })}`;
  const res = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!res?.ok || turn !== asked) return;
  offer((await res.json()).names);
});
function offer(names) {
  box.querySelector("#names").replaceChildren(...names.map((n) => Object.assign(document.createElement("option"), { value: n })));
  box.querySelector(".offered").replaceChildren(...names.slice(0, 9).map((n, i) => {
    const b = Object.assign(document.createElement("button"), { name: "pick", value: n, className: "soft small" });
    b.append(`${n} `, Object.assign(document.createElement("kbd"), { textContent: i + 1 }));
    return b;
  }));
}

// ---- parts, by mouse and keyboard ----
const bytes = new TextEncoder();
const partNames = ["source", "cue", "content"];
let editing = null;

// Editor shows the parts of a statement in its passage and lets them be changed. Places are bytes of the article's text.
class Editor {
  constructor(root) {
    this.root = root;
    this.passage = root.querySelector(".passage");
    this.fields = Object.fromEntries(partNames.map((n) => [n, root.querySelector(`textarea[name=${n}]`)]));
    this.parts = {};
    for (const n of partNames) {
      this.parts[n] = this.fields[n].dataset.at.split(",").filter(Boolean).map((p) => p.split("-").map(Number));
    }
    this.changed = new Set();
    this.before = this.passage.innerHTML;
    this.active = "content";
    // The places of every word, and for each paragraph the byte at which each of its characters begins.
    this.words = [];
    this.paragraphs = [...this.passage.querySelectorAll("p")].map((p) => {
      const text = p.textContent;
      const at = [];
      let b = Number(p.dataset.at);
      for (const c of text) {
        for (let i = 0; i < c.length; i++) at.push(b);
        b += bytes.encode(c).length;
      }
      at.push(b);
      for (const m of text.matchAll(/[\p{L}\p{N}]+(?:['’\-.][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu)) {
        this.words.push([at[m.index], at[m.index + m[0].length]]);
      }
      return { p, text, at };
    });
    this.passage.classList.add("editing");
    this.choose("content");
  }
  choose(name) {
    this.active = name;
    for (const n of partNames) this.fields[n].classList.toggle("active", n === name);
    this.draw();
    say(`${name}: ${this.wordsOf(name) || "none"}`);
  }
  wordsOf(name) {
    return this.parts[name].map(([s, e]) => this.textOf(s, e)).join(" … ");
  }
  textOf(s, e) {
    let out = "";
    for (const { text, at } of this.paragraphs) {
      const from = at.findIndex((b) => b >= s);
      let to = at.findIndex((b) => b >= e);
      if (to < 0) to = text.length;
      if (from >= 0 && from < to) out += (out ? "\n\n" : "") + text.slice(from, to);
    }
    return out;
  }
  // set gives the active part these places; the other parts lose what they had of them.
  set(spans) {
    const taken = spans.filter(([s, e]) => s < e).sort((a, b) => a[0] - b[0]);
    this.parts[this.active] = taken;
    this.changed.add(this.active);
    for (const n of partNames) {
      if (n === this.active) continue;
      const rest = this.parts[n].flatMap(([s, e]) => {
        let left = [[s, e]];
        for (const [ts, te] of taken) {
          left = left.flatMap(([a, b]) => [[a, Math.min(b, ts)], [Math.max(a, te), b]].filter(([x, y]) => x < y && this.holdsWord(x, y)));
        }
        return left;
      });
      if (String(rest) !== String(this.parts[n])) this.changed.add(n);
      this.parts[n] = rest.map(([s, e]) => this.trim(s, e));
    }
    this.write();
    this.choose(this.active);
  }
  holdsWord(s, e) {
    return this.words.some(([a, b]) => s <= a && b <= e);
  }
  trim(s, e) {
    const inside = this.words.filter(([a, b]) => s <= a && b <= e);
    return inside.length ? [inside[0][0], inside.at(-1)[1]] : [s, e];
  }
  write() {
    for (const n of this.changed) { this.fields[n].value = this.parts[n].map((p) => p.join("-")).join(","); this.fields[n].disabled = false; }
  }
  // step moves the end, or the start, of the active part by a word.
  step(by, start) {
    const spans = this.parts[this.active].map((p) => [...p]);
    if (!spans.length) {
      const from = Math.min(...partNames.flatMap((n) => this.parts[n].map((p) => p[0])), Infinity);
      const w = this.words.find(([s]) => s >= (from === Infinity ? 0 : from) && !partNames.some((n) => this.parts[n].some(([a, b]) => a <= s && s < b))) ?? this.words[0];
      if (w) this.set([w]);
      return;
    }
    if (start) {
      const p = spans[0];
      const i = this.words.findIndex(([s]) => s >= p[0]) + by;
      if (this.words[i] && this.words[i][0] < p[1]) p[0] = this.words[i][0];
    } else {
      const p = spans.at(-1);
      const i = this.words.findLastIndex(([, e]) => e <= p[1]) + by;
      if (this.words[i] && this.words[i][1] > p[0]) p[1] = this.words[i][1];
    }
    this.set(spans);
  }
  // take makes what is selected with the mouse the active part, whole words; with more, one more piece of it.
  take(more) {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return;
    const r = chosen.getRangeAt(0);
    const from = this.byteAt(r.startContainer, r.startOffset);
    const to = this.byteAt(r.endContainer, r.endOffset);
    if (from === null || to === null || from >= to) return;
    const touched = this.words.filter(([s, e]) => s < to && e > from);
    chosen.removeAllRanges();
    if (!touched.length) return;
    const span = [touched[0][0], touched.at(-1)[1]];
    this.set(more ? [...this.parts[this.active].filter(([s, e]) => e <= span[0] || s >= span[1]), span] : [span]);
  }
  byteAt(node, offset) {
    const owner = (node.nodeType === 1 ? node : node.parentElement).closest(".passage p");
    const known = this.paragraphs.find(({ p }) => p === owner);
    if (!known) return null;
    const r = document.createRange();
    r.setStart(owner, 0);
    r.setEnd(node, offset);
    return known.at[Math.min(r.toString().length, known.at.length - 1)];
  }
  draw() {
    for (const { p, text, at } of this.paragraphs) {
      const kinds = new Array(text.length).fill("");
      for (const n of partNames) {
        for (const [s, e] of this.parts[n]) {
          for (let i = 0; i < text.length; i++) if (at[i] >= s && at[i] < e) kinds[i] = n;
        }
      }
      const pieces = [];
      for (let i = 0; i < text.length;) {
        let k = i;
        while (k < text.length && kinds[k] === kinds[i]) k++;
        const words = text.slice(i, k);
        if (kinds[i]) {
          const span = document.createElement("span");
          span.className = `part ${kinds[i]}${kinds[i] === this.active ? " active" : ""}`;
          span.textContent = words;
          pieces.push(span);
        } else {
          pieces.push(words);
        }
        i = k;
      }
      p.replaceChildren(...pieces);
    }
  }
  end() {
    this.passage.classList.remove("editing");
    this.passage.innerHTML = this.before;
    this.root.querySelector("details.edit form").reset();
    for (const n of partNames) this.fields[n].classList.remove("active");
    editing = null;
    say("");
  }
}
function begin() {
  if (!editing && card()?.querySelector("textarea[name=content]")) editing = new Editor(card());
}
let more = false;
document.addEventListener("pointerdown", (e) => {
  more = e.ctrlKey || e.metaKey || e.altKey;
});
document.addEventListener("pointerup", (e) => {
  if (editing && e.target instanceof Element && e.target.closest(".passage")) editing.take(more);
});
box.addEventListener("focusin", (e) => {
  if (editing && partNames.includes(e.target.name)) editing.choose(e.target.name);
});
box.addEventListener("change", (e) => {
  // words typed into a field count as they stand there, and what was drawn does not
  if (editing && partNames.includes(e.target.name)) editing.changed.delete(e.target.name);
});

// ---- keys ----
const open = (selector) => {
  const d = box.querySelector(selector);
  if (d) d.open = !d.open;
  return d?.open ? d : null;
};
const press = (verb) => box.querySelector(`.decision button[value=${verb}]`)?.click();

// This comes before the desk's own keys, which move among links.
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
  const typing = e.target instanceof Element && e.target.closest("input:not([type=checkbox]), textarea, select");
  let known = true;
  if (typing) {
    if (e.key === "Escape") {
      typing.blur();
      const d = box.querySelector("details.who[open]");
      if (d) d.open = false;
      card()?.focus();
    } else if (typing.id === "speaker" && !typing.value && /^[1-9]$/.test(e.key)) {
      box.querySelectorAll(".offered button")[e.key - 1]?.click();
    } else known = false;
  } else if (editing) {
    switch (e.key) {
      case "1": case "2": case "3": editing.choose(partNames[e.key - 1]); break;
      case "ArrowRight": editing.step(1, e.shiftKey); break;
      case "ArrowLeft": editing.step(-1, e.shiftKey); break;
      case "Delete": case "Backspace": editing.set([]); break;
      case "Enter":
        if (e.target.closest("button, summary, a")) known = false;
        else box.querySelector("details.edit form").requestSubmit();
        break;
      case "Escape": case "e": box.querySelector("details.edit").open = false; break;
      default: known = false;
    }
  } else {
    switch (e.key) {
      case "a": press("accept"); break;
      case "x": press("reject"); break;
      case "e":
        if (open("details.edit")) {
          begin();
          card().focus();
        }
        break;
      case "s": open("details.who")?.querySelector("input#speaker").focus(); break;
      case "u": undo(); break;
      case "j": next(); break;
      case "k": before(); break;
      case "?": { const h = document.getElementById("help"); h.open = !h.open; break; }
      default: known = false;
    }
  }
  if (known) {
    e.preventDefault();
    e.stopImmediatePropagation();
  }
}, true);

card()?.focus({ preventScroll: true });
if (place()) ahead(behind(place())).catch(() => {});
