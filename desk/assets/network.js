// Draws the network of contacts. The page has the same as a table, and works without this file.
const box = document.getElementById("network");
const data = JSON.parse(document.getElementById("drawing").textContent);
const told = document.getElementById("told");
const least = document.getElementById("least");
const leasts = document.getElementById("leasts");
const frame = box.querySelector(".frame");
const kinds = ["reported", "denied", "planned"];
const svgNS = "http://www.w3.org/2000/svg";
const make = (name, attributes = {}) => {
  const el = document.createElementNS(svgNS, name);
  for (const [k, v] of Object.entries(attributes)) el.setAttribute(k, v);
  return el;
};
const weight = ([, , r, d, p]) => r + d + p;
const radius = (n) => 3 + (data.nodes.length > 150 ? 1.1 : 2.2) * Math.sqrt(Math.min(n, 200));
box.hidden = false;

const svg = make("svg", { role: "group", "aria-label": "Drawing of who is in contact with whom; the table below says the same" });
svg.style.visibility = "hidden"; // until it is known where to put what
const lines = make("g");
const dots = make("g");
const names = make("g", { class: "names", "aria-hidden": "true" });
svg.append(lines, dots, names);
frame.append(svg);

// What is shown, and where.
let view = { x: 0, y: 0, scale: 1 };
let shown = { nodes: [], edges: [] };
let at = null;
const paths = new Map();
const pointed = make("path", { class: "edge near", "stroke-width": 3 });
let touched = false; // the reader has moved the drawing: it is not fitted any more

const worker = new Worker(box.dataset.worker);
// While the worker is busy only some of its answers are drawn: drawing must leave the page time for the reader.
let last = { at: 0, took: 0 };
worker.addEventListener("message", (e) => {
  if (e.data.run !== runs) return;
  const start = performance.now();
  if (!e.data.done && start - last.at < 300 + 5 * last.took) return;
  at = e.data.at;
  if (!touched) fit();
  place();
  svg.style.visibility = "";
  last = { at: start, took: performance.now() - start };
  if (e.data.done) box.dataset.done = "1";
});
let runs = 0;

function choose() {
  near = null;
  const min = Number(least.value);
  leasts.textContent = min;
  const index = new Map();
  shown = { nodes: [], edges: [] };
  const put = (i) => {
    if (!index.has(i)) {
      index.set(i, shown.nodes.length);
      shown.nodes.push({ of: data.nodes[i], size: radius(data.nodes[i][2]) });
    }
    return index.get(i);
  };
  for (const edge of data.edges) {
    if (weight(edge) >= min) shown.edges.push({ of: edge, a: put(edge[0]), b: put(edge[1]), kinds: 0 });
  }
  draw();
  delete box.dataset.done;
  at = null;
  worker.postMessage({
    run: ++runs,
    libraries: box.dataset.libraries.split(" ").map((u) => new URL(u, location.href).href),
    sizes: shown.nodes.map((n) => n.size),
    edges: shown.edges.map((e) => [e.a, e.b, weight(e.of)]),
  });
}

function draw() {
  lines.replaceChildren();
  dots.replaceChildren();
  names.replaceChildren();
  svg.classList.toggle("many", shown.edges.length > 300);
  // Lines of one kind and width are one path: two thousand elements would be slow to move.
  paths.clear();
  for (const edge of shown.edges) {
    kinds.forEach((kind, k) => {
      const n = edge.of[2 + k];
      if (!n) return;
      const width = Math.min(6, 1 + Math.floor(Math.log2(n)));
      const key = kind + width;
      if (!paths.has(key)) {
        const el = make("path", { class: "edge " + kind, "stroke-width": width });
        paths.set(key, { el, edges: [] });
        lines.append(el);
      }
      paths.get(key).edges.push([edge, k]);
      edge.kinds++;
    });
  }
  lines.append(pointed);
  // Names for those with most passages; the others tell theirs when they are pointed at.
  shown.nodes.forEach((node, i) => {
    const [name, type, , entity] = node.of;
    const el = entity ? make("a", { href: "/person/" + entity, class: "node " + type }) : make("g", { class: "node " + type });
    node.name = i < 30 || shown.nodes.length < 60;
    if (entity) {
      el.setAttribute("aria-label", name);
      if (!node.name) el.setAttribute("tabindex", "-1");
    }
    const title = make("title");
    title.textContent = name;
    el.append(title, make("circle", { r: node.size.toFixed(1) }));
    if (node.name) {
      node.text = make("text", { "text-anchor": "middle" });
      node.text.textContent = name.length > 30 ? name.slice(0, 29) + "…" : name;
      names.append(node.text);
    }
    node.el = el;
    dots.append(el);
  });
}

function fit() {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < shown.nodes.length; i++) {
    const s = shown.nodes[i].size + 12;
    left = Math.min(left, at[2 * i] - s);
    right = Math.max(right, at[2 * i] + s);
    top = Math.min(top, at[2 * i + 1] - s);
    bottom = Math.max(bottom, at[2 * i + 1] + s);
  }
  if (!(right > left)) return;
  const scale = Math.min(frame.clientWidth / (right - left), frame.clientHeight / (bottom - top), 2);
  view = { scale, x: (left + right) / 2, y: (top + bottom) / 2 };
}

function place() {
  if (!at) return;
  const [w, h] = [frame.clientWidth / view.scale, frame.clientHeight / view.scale];
  svg.setAttribute("viewBox", `${view.x - w / 2} ${view.y - h / 2} ${w} ${h}`);
  for (const { el, edges } of paths.values()) {
    const d = [];
    for (const [edge, k] of edges) {
      let [x1, y1, x2, y2] = ends(edge);
      if (edge.kinds > 1) {
        // lines of several kinds run side by side
        const off = ((k - 1) * 3) / view.scale / (Math.hypot(x2 - x1, y2 - y1) || 1);
        const [dx, dy] = [-(y2 - y1) * off, (x2 - x1) * off];
        [x1, y1, x2, y2] = [x1 + dx, y1 + dy, x2 + dx, y2 + dy];
      }
      d.push(`M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}`);
    }
    el.setAttribute("d", d.join(""));
  }
  point();
  const taken = []; // middle and width of the names that stand, in pixels: those with fewer passages give way
  shown.nodes.forEach((node, i) => {
    node.el.setAttribute("transform", `translate(${at[2 * i].toFixed(1)} ${at[2 * i + 1].toFixed(1)})`);
    if (node.text) {
      node.text.setAttribute("font-size", (12 / view.scale).toFixed(2));
      const half = node.text.textContent.length * 3.3;
      const wide = frame.clientWidth / 2;
      let x = (at[2 * i] - view.x) * view.scale;
      if (Math.abs(x) < wide) x = Math.max(half + 2 - wide, Math.min(wide - half - 2, x));
      const y = (at[2 * i + 1] - view.y - node.size) * view.scale - 4;
      const covered = taken.some(([tx, ty, th]) => Math.abs(tx - x) < th + half && Math.abs(ty - y) < 12);
      if (!covered) taken.push([x, y, half]);
      node.text.setAttribute("visibility", covered ? "hidden" : "visible");
      node.text.setAttribute("x", (view.x + x / view.scale).toFixed(1));
      node.text.setAttribute("y", (view.y + y / view.scale).toFixed(1));
    }
  });
}

const ends = (edge) => [at[2 * edge.a], at[2 * edge.a + 1], at[2 * edge.b], at[2 * edge.b + 1]];

// The line nearest to the pointer is the one that is meant.
function nearest(e) {
  if (!at || e.target.closest?.(".node")) return null;
  const r = frame.getBoundingClientRect();
  const px = view.x + (e.clientX - r.left - r.width / 2) / view.scale;
  const py = view.y + (e.clientY - r.top - r.height / 2) / view.scale;
  let best = null;
  let bestDistance = 9 / view.scale;
  for (const edge of shown.edges) {
    const [x1, y1, x2, y2] = ends(edge);
    const [dx, dy] = [x2 - x1, y2 - y1];
    const t = Math.max(0, Math.min(1, ((px - x1) * dx + (py - y1) * dy) / (dx * dx + dy * dy || 1)));
    const d = Math.hypot(px - x1 - t * dx, py - y1 - t * dy);
    if (d < bestDistance) [best, bestDistance] = [edge, d];
  }
  return best;
}
const ref = ([name, , , entity]) => (entity ? "#" + entity : name);
function address(edge) {
  const q = new URLSearchParams(data.filters);
  q.set("a", ref(data.nodes[edge.of[0]]));
  q.set("b", ref(data.nodes[edge.of[1]]));
  return "/network/passages?" + q;
}
let near = null;
function point() {
  if (!near || !at) return pointed.removeAttribute("d");
  const [x1, y1, x2, y2] = ends(near);
  pointed.setAttribute("d", `M${x1} ${y1}L${x2} ${y2}`);
}
function tell(edge) {
  if (edge === near) return;
  near = edge;
  point();
  if (!edge) return;
  const said = kinds.map((kind, k) => [edge.of[2 + k], kind]).filter(([n]) => n).map(([n, kind]) => `${n} ${kind}`).join(", ");
  const link = document.createElement("a");
  link.href = address(edge);
  link.textContent = `${data.nodes[edge.of[0]][0]} and ${data.nodes[edge.of[1]][0]}`;
  told.replaceChildren(link, ": " + said);
}

let drag = null;
svg.addEventListener("pointerdown", (e) => {
  if (e.target.closest(".node")) return;
  drag = { x: e.clientX, y: e.clientY, view: { ...view }, moved: false };
});
addEventListener("pointermove", (e) => {
  if (drag) {
    const [dx, dy] = [e.clientX - drag.x, e.clientY - drag.y];
    if (Math.hypot(dx, dy) > 4) drag.moved = touched = true;
    if (drag.moved) {
      view = { scale: view.scale, x: drag.view.x - dx / view.scale, y: drag.view.y - dy / view.scale };
      place();
    }
  } else if (svg.contains(e.target)) tell(nearest(e));
});
addEventListener("pointerup", (e) => {
  const clicked = drag && !drag.moved;
  drag = null;
  if (!clicked) return;
  const edge = nearest(e);
  if (edge) location.assign(address(edge));
});
const zoom = (by) => {
  touched = true;
  view = { ...view, scale: Math.min(20, Math.max(0.02, view.scale * by)) };
  place();
};
svg.addEventListener("wheel", (e) => {
  if (!e.ctrlKey && !e.metaKey) return; // the page scrolls
  e.preventDefault();
  zoom(e.deltaY < 0 ? 1.2 : 1 / 1.2);
}, { passive: false });
document.getElementById("in").addEventListener("click", () => zoom(1.4));
document.getElementById("out").addEventListener("click", () => zoom(1 / 1.4));
document.getElementById("all").addEventListener("click", () => {
  touched = false;
  fit();
  place();
});
new ResizeObserver(() => {
  if (at && !touched) fit();
  place();
}).observe(frame);

// At first at most some 400 edges: more can be asked for.
const weights = data.edges.map(weight).sort((a, b) => b - a);
least.max = String(Math.max(1, weights[Math.min(9, weights.length - 1)]));
let first = weights.length > 400 ? weights[400] + 1 : 1;
least.value = String(Math.min(first, Number(least.max)));
let wait = 0;
least.addEventListener("input", () => {
  leasts.textContent = least.value;
  clearTimeout(wait);
  wait = setTimeout(choose, 150);
});
choose();
