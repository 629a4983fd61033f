// Runs the phone's evaluator over a table of cases (tests/two_evaluators.py) and prints what it says of each, as JSON.
import { readFileSync } from "node:fs";
import { rolldown } from "rolldown";

const entry = "export { Forms } from './src/form.ts'; export { value, holds } from './src/evaluate.ts';";
const source = { name: "entry", resolveId: (id) => (id === "twins" ? id : null), load: (id) => (id === "twins" ? entry : null) };
const beside = { name: "beside", resolveId: (id, from) => (from === "twins" ? new URL(id, import.meta.url).pathname : null) };
const bundle = await rolldown({ input: "twins", plugins: [source, beside], cwd: new URL(".", import.meta.url).pathname });
const { output } = await bundle.generate({ format: "esm" });
const { Forms, value, holds } = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);

const SPECIAL = { NaN, Infinity, "-Infinity": -Infinity, "-0": -0 };
const read = (one) => (one !== null && typeof one === "object" && "number" in one ? SPECIAL[one.number] : one);
const told = (one) => (typeof one !== "number" ? one : Object.is(one, -0) ? { number: "-0" } : Number.isFinite(one) ? one : { number: String(one) });

function said({ tree, answers, own, columns, today }) {
  const given = { answers: Object.fromEntries(Object.entries(answers).map(([code, one]) => [code, read(one)])), own: read(own), columns, today };
  return { value: told(value(tree, given)), written: value(["string", tree], given), holds: holds(tree, given) };
}

function judged({ form, answers, today }) {
  const forms = new Forms([form], () => today), asks = forms.asks(answers);
  const asked = form.order.filter(asks), troubles = asked.map((code) => forms.trouble(code, answers)).filter(Boolean);
  const open = asked.map((code) => [code, forms.offered(code, answers)]).filter(([, names]) => names);
  return {
    asked, missing: troubles.filter((one) => one.kind === "missing").map((one) => one.code).sort(),
    troubles: Object.fromEntries(troubles.filter((one) => one.kind !== "missing").map((one) => [one.code, one.kind])),
    offered: Object.fromEntries(open.map(([code, names]) => [code, [...names].sort()])),
  };
}

const { expressions, forms } = JSON.parse(readFileSync(process.argv[2], "utf8"));
process.stdout.write(JSON.stringify({ expressions: expressions.map(said), forms: forms.map(judged) }));
