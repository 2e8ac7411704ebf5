// Reads what the exports wrote with other people's readers, and compares what they found with expected.json: for every
// article its text and, for every statement, its speaker and the words of its parts. Prints one line a fault; prints the
// names of the formats that it has read.
import { readFileSync, writeFileSync, mkdirSync, mkdtempSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { textQuoteSelectorMatcher, textPositionSelectorMatcher } from "@apache-annotator/selector";
import { Cite, plugins } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";
import * as ftm from "@opensanctions/followthemoney";
import Ajv from "ajv";
import CETEI from "CETEIcean";
import { parse as parseCSV } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { unzipSync, strFromU8 } from "fflate";
import Graph, { MultiGraph } from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";
import { JSDOM } from "jsdom";
import jsonld from "jsonld";
import { XmlDocument, RelaxNGValidator } from "libxml2-wasm";
import { Parser } from "n3";

const dir = process.argv[2];
const here = dirname(fileURLToPath(import.meta.url));
const expected = JSON.parse(readFileSync(join(dir, "expected.json"), "utf8"));
const schemas = {};
let faults = 0;
const fault = (format, ...what) => { faults++; console.log(`${format}: ${what.join(" ")}`); };
const same = (format, what, got, want) => {
  if (JSON.stringify(got) !== JSON.stringify(want)) fault(format, what, "is", JSON.stringify(got), "want", JSON.stringify(want));
};
const text = (name) => readFileSync(join(dir, name), "utf8");
const lines = (name) => text(name).split("\n").filter(Boolean).map((l) => JSON.parse(l));
const statements = expected.articles.flatMap((a) => a.statements.map((s) => ({ ...s, article: a })));
const byID = new Map(statements.map((s) => [s.id, s]));
const unzip = (name) => unzipSync(new Uint8Array(readFileSync(join(dir, name))));
const blank = (s) => s.replace(/\s+/g, " ");
const points = (s) => Array.from(s);

const checks = {
  jsonl() {
    const found = lines("jsonl");
    same("jsonl", "articles", found.map((r) => r.key), expected.articles.map((a) => a.key));
    found.forEach((r, i) => {
      const bytes = Buffer.from(r.text);
      same("jsonl", "contents", r.statements.map((s) => (s.content ?? []).map(([a, b]) => bytes.subarray(a, b).toString())),
        expected.articles[i].statements.map((s) => s.content));
    });
  },

  csv() {
    const files = unzip("csv");
    same("csv", "files", Object.keys(files), ["statements.csv", "contacts.csv", "people.csv", "roles.csv", "disputes.csv"]);
    const table = (name) => parseCSV(strFromU8(files[name]), { columns: true });
    const rows = table("statements.csv");
    same("csv", "statements", rows.map((r) => r.statement), statements.map((s) => s.id));
    for (const r of rows) {
      const s = byID.get(r.statement);
      same("csv", r.statement + " speaker", r.speaker, s.speaker);
      if (r.content_start !== "") {
        const words = points(s.article.text).slice(+r.content_start, +r.content_end).join("");
        if (!words.startsWith(s.content[0]) || !words.endsWith(s.content.at(-1))) fault("csv", r.statement, "offsets give", words);
      }
    }
    const ids = new Set(table("people.csv").map((p) => p.id));
    for (const r of rows) if (r.speaker_id && !ids.has(r.speaker_id)) fault("csv", "no such person", r.speaker_id);
    same("csv", "contacts", table("contacts.csv").length, expected.articles.reduce((n, a) => n + a.contacts, 0));
  },

  async xlsx() {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(readFileSync(join(dir, "xlsx")));
    same("xlsx", "sheets", book.worksheets.map((w) => w.name), ["statements", "contacts", "people", "roles", "disputes"]);
    const sheet = book.getWorksheet("statements");
    const head = sheet.getRow(1).values;
    const column = (name) => head.indexOf(name);
    const rows = [];
    sheet.eachRow((row, n) => { if (n > 1) rows.push(row); });
    same("xlsx", "statements", rows.map((r) => r.getCell(column("statement")).value), statements.map((s) => s.id));
    rows.forEach((r, i) => same("xlsx", "content", r.getCell(column("content")).value ?? "", statements[i].content.join(" … ")));
  },

  ftm() {
    const model = new ftm.Model(ftm.defaultModel);
    const all = lines("ftm").map((raw) => ({ raw, schema: model.getSchema(raw.schema) }));
    const schemata = new Map(all.map((e) => [e.raw.id, e.schema]));
    for (const { raw, schema } of all) {
      model.getEntity(raw);
      for (const required of schema.required ?? []) if (!raw.properties[required]?.length) fault("ftm", raw.id, schema.name, "lacks", required);
      for (const [name, values] of Object.entries(raw.properties)) {
        if (!schema.hasProperty(name)) { fault("ftm", schema.name, "has no", name); continue; }
        const property = schema.getProperty(name);
        for (const v of values) {
          if (typeof v !== "string" || v === "") fault("ftm", raw.id, name, "has the value", JSON.stringify(v));
          if (property.type.name !== "entity") continue;
          const other = schemata.get(v);
          if (!other) fault("ftm", raw.id, name, "names nobody:", v);
          else if (!other.isA(property.getRange ? property.getRange() : property.range)) fault("ftm", raw.id, name, "may not be a", other.name);
        }
      }
    }
    const notes = all.filter((e) => e.raw.schema === "Note").map((e) => e.raw);
    same("ftm", "notes", notes.map((n) => n.id), statements.map((s) => "sayso-" + s.id));
    notes.forEach((n, i) => same("ftm", n.id, n.properties.description?.[0] ?? "", statements[i].content.join(" … ")));
    same("ftm", "articles", all.filter((e) => e.raw.schema === "Article").length, expected.articles.length);
    same("ftm", "events", all.filter((e) => e.raw.schema === "Event").length, expected.articles.reduce((n, a) => n + a.contacts, 0));
  },

  async webannotation() {
    const page = JSON.parse(text("webannotation"));
    same("webannotation", "type", page.type, "AnnotationPage");
    const found = await anchored("webannotation", page.items, (a) => a.target.selector, (a) => a.target.source);
    for (const part of ["source", "cue", "content"]) {
      for (const s of statements) {
        const words = page.items.map((a, i) => [a, found[i]]).filter(([a]) => a.body[1].id.endsWith(s.page) && a.body[0].value === part).map(([, w]) => w);
        same("webannotation", s.id + " " + part, words, s[part]);
      }
    }
  },

  hypothesis() {
    const all = JSON.parse(text("hypothesis"));
    const bySource = new Map(expected.articles.map((a) => [a.address, a]));
    same("hypothesis", "annotations", all.length, statements.filter((s) => s.content.length + s.source.length).length);
    for (const a of all) for (const t of a.target) {
      const [quote, position] = t.selector;
      same("hypothesis", "words", bySource.get(a.uri)?.text.slice(position.start, position.end), quote.exact);
    }
  },

  async jsonld() {
    const doc = JSON.parse(text("jsonld"));
    const quads = await jsonld.toRDF(doc, { documentLoader: () => { throw new Error("no other document is needed"); } });
    const texts = quads.filter((q) => q.predicate.value === "http://schema.org/text").map((q) => q.object.value).sort();
    same("jsonld", "texts", texts, statements.map((s) => s.content.join(" … ")).filter(Boolean).sort());
    if (/ClaimReview/.test(text("jsonld"))) fault("jsonld", "a statement is no review");
    // The types of schema.org's own vocabulary, as Google's schema-dts has them: the compiler tells what does not fit.
    const tmp = mkdtempSync(join(here, "node_modules", ".types-"));
    // One of each shape is enough, and all of them would take the compiler half a minute.
    const shape = (x) => x && typeof x === "object" ? "{" + Object.keys(x).map((k) => k + (k === "@type" ? x[k] : shape(x[k]))).join() + "}" : typeof x;
    const shapes = new Map(doc["@graph"].map(({ denies, ...rest }) => [shape(rest), rest]));
    const plain = [...shapes.values()];
    writeFileSync(join(tmp, "graph.ts"), `import type { Thing } from "schema-dts";\nexport const all: Thing[] = ${JSON.stringify(plain, null, 1)};\n`);
    try {
      execFileSync(process.execPath, [join(here, "node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "--skipLibCheck", "--target", "es2022",
        "--module", "nodenext", "--moduleResolution", "nodenext", join(tmp, "graph.ts")], { stdio: "pipe" });
    } catch (e) {
      fault("jsonld", String(e.stdout).slice(0, 2000));
    }
  },

  prov() {
    const quads = new Parser({ format: "text/turtle" }).parse(text("prov"));
    const PROV = "http://www.w3.org/ns/prov#";
    const values = quads.filter((q) => q.predicate.value === PROV + "value");
    same("prov", "statements", values.map((q) => q.object.value), statements.map((s) => s.content.join(" … ")));
    for (const s of statements) {
      const of = values.find((q) => q.subject.value.endsWith(s.page));
      const agents = quads.filter((q) => q.subject.equals(of.subject) && q.predicate.value === PROV + "wasAttributedTo");
      same("prov", s.id + " agents", agents.length, 1);
    }
  },

  nanopub() {
    const quads = new Parser({ format: "application/trig" }).parse(text("nanopub"));
    const NP = "http://www.nanopub.org/nschema#";
    const subjects = quads.filter((q) => q.object.value === NP + "Nanopublication").map((q) => q.subject.value);
    same("nanopub", "publications", new Set(subjects).size, statements.length);
    for (const s of subjects) for (const part of ["hasAssertion", "hasProvenance", "hasPublicationInfo"]) {
      const graph = quads.find((q) => q.subject.value === s && q.predicate.value === NP + part)?.object.value;
      if (!quads.some((q) => q.graph.value === graph)) fault("nanopub", s, part, "is empty");
    }
  },

  brat() {
    const folder = join(dir, "brat.files");
    mkdirSync(folder);
    for (const [name, data] of Object.entries(unzip("brat"))) writeFileSync(join(folder, name), data);
    const found = JSON.parse(execFileSync("python3", [join(here, "brat.py"), folder], { encoding: "utf8", maxBuffer: 1 << 28 }));
    for (const [name, doc] of Object.entries(found)) for (const f of doc.faults) fault("brat", name, f);
    for (const a of expected.articles) {
      const doc = found[a.key.slice(0, 16)];
      same("brat", "text", doc.text, a.text);
      for (const [id, t] of Object.entries(doc.bounds)) same("brat", id, t.words, t.text);
      const words = (role) => doc.events.map((e) => e.arguments.filter(([r]) => r === role).map(([, id]) => blank(doc.bounds[id].text)).join());
      const told = a.statements.filter((s) => s.cue.length + s.source.length + s.content.length);
      same("brat", "contents", words("Content"), told.map((s) => blank(s.content.join(" "))));
      same("brat", "sources", words("Speaker"), told.map((s) => blank(s.source.join(" "))));
      same("brat", "cues", doc.events.filter((e) => e.type === "Cue").map((e) => blank(doc.bounds[e.trigger].text)), told.filter((s) => s.cue.length).map((s) => blank(s.cue.join(" "))));
    }
  },

  citron() {
    const files = unzip("citron");
    for (const a of expected.articles) {
      const doc = JSON.parse(strFromU8(files[a.key.slice(0, 16) + ".json"]));
      valid("citron", doc);
      const chars = points(doc.text);
      same("citron", "text", doc.text, a.text);
      same("citron", "quotes", doc.quotes.map((q) => q.id), a.statements.map((s) => s.id));
      doc.quotes.forEach((q, i) => {
        for (const span of [q.cue, ...q.sources, ...q.contents, ...q.coreferences]) same("citron", q.id, chars.slice(span.start, span.end).join(""), span.text);
        same("citron", q.id, q.contents.map((c) => c.text), a.statements[i].content);
        same("citron", q.id, q.sources.map((c) => c.text), a.statements[i].source);
      });
      for (const span of doc.coreference_groups.flat()) same("citron", "group", chars.slice(span.start, span.end).join(""), span.text);
    }
  },

  quotebank() {
    for (const q of lines("quotebank")) {
      valid("quotebank", q);
      for (const id of q.statements) if (!byID.get(id)?.content.join(" ").includes(q.quotation) && q.numOccurrences === 1) fault("quotebank", id, "does not say", q.quotation);
    }
  },

  gqg() {
    for (const a of lines("gqg")) {
      const article = expected.articles.find((x) => x.title === a.title && x.statements.some((s) => s.id === a.quotes[0].id));
      const chars = points(article.text);
      valid("gqg", a);
      for (const q of a.quotes) same("gqg", q.id, chars.slice(q.offset, q.offset + q.length).join(""), q.quote);
    }
  },

  tei() {
    const window = new JSDOM("").window;
    globalThis.window = window; globalThis.document = window.document; globalThis.Node = window.Node; globalThis.customElements = window.customElements;
    globalThis.HTMLElement = window.HTMLElement; globalThis.DOMParser = window.DOMParser; window.dispatchEvent = () => true; // it dispatches an event that it makes only later globalThis.XMLHttpRequest = window.XMLHttpRequest;
    const xml = new window.DOMParser().parseFromString(text("tei"), "application/xml");
    if (xml.querySelector("parsererror")) return fault("tei", xml.querySelector("parsererror").textContent);
    const schema = RelaxNGValidator.fromDoc(XmlDocument.fromString(readFileSync(join(here, "tei.rng"), "utf8")));
    try {
      schema.validate(XmlDocument.fromString(text("tei")));
    } catch (e) {
      fault("tei", e.message, JSON.stringify(e.details ?? []).slice(0, 1000));
    }
    const page = new CETEI({ documentObject: window.document }).makeHTML5(text("tei"));
    same("tei", "texts shown", page.querySelectorAll("tei-said").length, xml.querySelectorAll("said").length);
    const ids = new Set();
    for (const e of xml.querySelectorAll("[*|id]")) {
      const id = e.getAttribute("xml:id");
      if (ids.has(id)) fault("tei", "twice", id);
      ids.add(id);
    }
    for (const e of xml.querySelectorAll("[who],[toWhom],[ref],[prev],[corresp]")) for (const name of ["who", "toWhom", "ref", "prev", "corresp"])
      for (const to of (e.getAttribute(name) ?? "").split(" ")) if (to.startsWith("#") && !ids.has(to.slice(1))) fault("tei", name, "leads nowhere:", to);
    const said = [...xml.querySelectorAll("said")];
    for (const s of statements.filter((s) => s.content.length)) {
      const id = "a" + s.id;
      const words = said.filter((e) => { const x = e.getAttribute("xml:id"); return x === id || x.startsWith(id + ".") || x.startsWith(id + "-"); }).map((e) => e.textContent).join("");
      same("tei", s.id, words.replace(/\s+/g, ""), s.content.join("").replace(/\s+/g, ""));
    }
    expected.articles.forEach((a, i) => same("tei", "text " + i, [...xml.querySelectorAll("TEI")][i].querySelector("body").textContent.replace(/\s+/g, ""),
      (a.title + a.text).replace(/\s+/g, "")));
  },

  bibtex() { cited("bibtex", new Cite(text("bibtex"))); },
  csl() { cited("csl", new Cite(text("csl"))); },
  ris() { cited("ris", new Cite(text("ris"))); },

  gexf() {
    const graph = gexf.parse(Graph, text("gexf"), { addMissingNodes: false });
    network("gexf", graph);
  },

  graphml() {
    network("graphml", graphml.parse(MultiGraph, text("graphml")));
  },
};

// valid checks a document with Ajv by the schema that we drew from the format's description, for want of one of its own.
function valid(format, doc) {
  const check = (schemas[format] ??= new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(join(here, format + ".schema.json"), "utf8"))));
  if (!check(doc)) for (const e of check.errors) fault(format, e.instancePath, e.message, JSON.stringify(e.params));
}

// cited checks citations as Citation.js reads them.
function cited(format, cites) {
  same(format, "citations", cites.data.length, statements.length);
  cites.data.forEach((c, i) => {
    const s = statements[i];
    same(format, s.id + " title", blank(c.title ?? "").trim(), blank(s.article.title.replace(/[\u202a-\u202e]/g, "")).trim());
    if (s.article.url && c.URL !== s.article.url && decodeURI(c.URL) !== s.article.url) fault(format, s.id, "address", c.URL);
    if (!String(c.note ?? "").includes(s.page)) fault(format, s.id, "no permalink in", c.note);
  });
}

// network checks what both graph formats say: every edge leads to a statement or contact that there is.
function network(format, graph) {
  if (graph.size === 0) fault(format, "has no edges");
  graph.forEachNode((id, x) => { if (!x.label) fault(format, "no name for", id); });
  let contacts = 0;
  graph.forEachEdge((id, x) => {
    const of = x.statement;
    if (/-c\d+$/.test(of)) contacts++;
    else if (!byID.has(of)) fault(format, "edge", id, "rests on", of);
  });
  if (contacts === 0) fault(format, "has no contacts");
}

// anchored looks selectors up in the texts, by their words and by their place, with Apache Annotator; both must agree.
async function anchored(format, items, selectorsOf, sourceOf) {
  const bySource = new Map(expected.articles.map((a) => [a.address, a]));
  const out = [];
  for (const item of items) {
    const article = bySource.get(sourceOf(item));
    if (!article) { fault(format, "no article", sourceOf(item)); out.push(null); continue; }
    const chunk = { data: article.text, equals(other) { return other === this; } };
    const chunker = () => ({ currentChunk: chunk, nextChunk: () => null, previousChunk: () => null, precedesCurrentChunk: () => false,
      readTo: () => [], get currentChunkIndex() { return 0; } });
    const words = (m) => article.text.slice(m.startIndex, m.endIndex);
    const [quote, position] = selectorsOf(item);
    const places = [];
    for await (const m of textPositionSelectorMatcher(position)(chunker())) places.push(words(m));
    same(format, "place", places, [quote.exact]);
    const quoted = [];
    for await (const m of textQuoteSelectorMatcher(quote)(chunker())) quoted.push([m.startIndex, words(m)]);
    if (!quoted.some(([, w]) => w === quote.exact)) fault(format, "words not found:", quote.exact);
    out.push(places[0]);
  }
  return out;
}

const done = [];
for (const [format, check] of Object.entries(checks)) {
  try {
    const start = Date.now();
    await check();
    if (process.env.TIMES) console.log(format, Date.now() - start, "ms");
    done.push(format);
  } catch (e) {
    fault(format, e.stack);
  }
}
console.log("read: " + done.join(" "));
process.exit(faults ? 1 : 0);
