// Reads built scripts as the WebView of an Android 8 (Chrome 61) would, and prints what it could not: syntax, and names it lacks.
import { readFileSync } from "node:fs";
import { parseAst } from "rolldown/parseAst";

// Syntax by the year it came in, where it came after Chrome 61 (es2017 and modules).
const SYNTAX = {
  ObjectExpression: (node) => node.properties.some((one) => one.type === "SpreadElement") && "object spread",
  ObjectPattern: (node) => node.properties.some((one) => one.type === "RestElement") && "object rest",
  ForOfStatement: (node) => node.await && "for await",
  CatchClause: (node) => !node.param && "catch without a binding",
  ChainExpression: () => "?.",
  LogicalExpression: (node) => node.operator === "??" && "??",
  AssignmentExpression: (node) => ["??=", "||=", "&&="].includes(node.operator) && node.operator,
  PropertyDefinition: () => "class field",
  AccessorProperty: () => "accessor",
  PrivateIdentifier: () => "private name",
  StaticBlock: () => "static block",
  ImportExpression: () => "import()",
  MetaProperty: (node) => node.meta.name === "import" && "import.meta",
  ExportAllDeclaration: (node) => node.exported && "export * as",
  Decorator: () => "decorator",
  Literal: (node) => (node.bigint ? "bigint" : node.raw?.includes("_") && typeof node.value === "number" ? "1_000" : node.regex && regex(node.regex)),
};
const regex = ({ pattern, flags }) => (/[sdv]/.test(flags) && `/${flags}`) || (/\(\?<[=!]/.test(pattern) && "look-behind") || (/\(\?<\w/.test(pattern) && "named group") || (/\\p\{/.test(pattern) && "\\p{}");

// Names that Chrome 61 lacks, with the version they came in: tests/test_old_phones.py says of each how it is done without.
const NEW = new Map(Object.entries({
  globalThis: 71, queueMicrotask: 71, structuredClone: 98, AbortController: 66, ResizeObserver: 64, BigInt: 67, WeakRef: 84, OffscreenCanvas: 69,
  randomUUID: 92, flat: 69, flatMap: 69, fromEntries: 73, allSettled: 76, matchAll: 73, replaceAll: 85, at: 92, hasOwn: 93, finally: 63, trimStart: 66,
  trimEnd: 66, findLast: 97, findLastIndex: 97, toSorted: 110, toReversed: 110, toSpliced: 110, groupBy: 117, withResolvers: 119, isWellFormed: 111,
  arrayBuffer: 76, replaceChildren: 86, requestSubmit: 76, toggleAttribute: 69, submitter: 81, locks: 69, asyncIterator: 63, checkVisibility: 105,
  showPicker: 99, databases: 71, getAnimations: 84, ListFormat: 72, RelativeTimeFormat: 71, Segmenter: 87, startViewTransition: 111, moveBefore: 133,
  parseHTMLUnsafe: 126, setHTMLUnsafe: 124, ClipboardItem: 66, inert: 102,
}));

function* nodesOf(node) {
  if (!node || typeof node !== "object") return;
  if (Array.isArray(node)) { for (const one of node) yield* nodesOf(one); return; }
  if (typeof node.type === "string") yield node;
  for (const [key, one] of Object.entries(node)) if (key !== "parent" && one && typeof one === "object") yield* nodesOf(one);
}

function awaitsAtTop(node, inside = false) {
  if (!node || typeof node !== "object") return false;
  if (Array.isArray(node)) return node.some((one) => awaitsAtTop(one, inside));
  if (/Function/.test(node.type ?? "")) return false;
  return node.type === "AwaitExpression" || Object.values(node).some((one) => one && typeof one === "object" && awaitsAtTop(one, inside));
}

function readAs(path) {
  const tree = parseAst(readFileSync(path, "utf8")), syntax = new Set(), names = new Set();
  for (const node of nodesOf(tree)) {
    const found = own(SYNTAX, node.type)?.(node);
    if (found) syntax.add(found);
    if ((node.type === "FunctionDeclaration" || node.type === "FunctionExpression") && node.async && node.generator) syntax.add("async generator");
    const name = node.type === "Identifier" ? node.name : node.type === "MemberExpression" && !node.computed ? node.property.name : null;
    if (name && NEW.has(name)) names.add(name);
  }
  if (awaitsAtTop(tree)) syntax.add("await at the top");
  return { syntax: [...syntax].sort(), names: [...names].sort() };
}

const own = (all, name) => (Object.hasOwn(all, name) ? all[name] : undefined);
process.stdout.write(JSON.stringify(Object.fromEntries(process.argv.slice(2).map((path) => [path.split("/").pop(), readAs(path)]))));
