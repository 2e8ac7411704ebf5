// Lays a network out with d3-force, in a worker, so that the page never waits. The first message has the addresses of the
// libraries; every message has the edges to lay out. Answers are positions, x and y of every node.
let loaded = false;
let run = 0;
addEventListener("message", ({ data }) => {
  if (!loaded) {
    importScripts(...data.libraries);
    loaded = true;
  }
  const mine = ++run;
  const nodes = data.sizes.map((size, index) => ({ index, size }));
  const links = data.edges.map(([source, target, weight]) => ({ source, target, weight }));
  const simulation = d3.forceSimulation(nodes).stop()
    .force("link", d3.forceLink(links).distance((l) => 40 + l.source.size + l.target.size).strength((l) => Math.min(0.7, 0.08 + 0.06 * Math.log2(1 + l.weight))))
    .force("charge", d3.forceManyBody().strength((n) => -40 - 6 * n.size).distanceMax(600).theta(1.1))
    .force("collide", d3.forceCollide((n) => n.size + 3).iterations(1))
    .force("x", d3.forceX(0).strength(0.05))
    .force("y", d3.forceY(0).strength(0.07));
  // So many ticks and no more, in bundles, so that a newer request can come in between.
  let left = nodes.length > 800 ? 120 : 220;
  simulation.alphaDecay(1 - Math.pow(0.002, 1 / left));
  const work = () => {
    if (mine !== run) return;
    const until = performance.now() + 120;
    while (left > 0 && performance.now() < until) {
      simulation.tick();
      left--;
    }
    const at = new Float32Array(2 * nodes.length);
    nodes.forEach((n, i) => {
      at[2 * i] = n.x;
      at[2 * i + 1] = n.y;
    });
    postMessage({ run: data.run, at, done: left === 0 }, [at.buffer]);
    if (left > 0) setTimeout(work, 0);
  };
  work();
});
