// What an expression of a form says of some answers, as XPath 1.0 counts: the same as checklists/rules/evaluating.py, tree by tree
// (tests/data/two_evaluators.json holds both to the same verdicts).
// A day is a number of days where it is reckoned with, its date where it is read.
export interface Day { day: number }
export type Value = string | number | boolean | Day;
export type Node = string | number | boolean | [string, ...unknown[]];
export interface Given { answers: Record<string, Value>; own: Value; columns: Record<string, string>; today: number }

// What was answered under a name; a question may be called as something that every object has.
export const own = <T>(all: Record<string, T>, name: string): T | undefined => (Object.prototype.hasOwnProperty.call(all, name) ? all[name] : undefined);

const DAY = 86_400_000, CHINA = 8 * 3_600_000;
const FIRST = Date.parse("0001-01-01") / DAY, LAST = Date.parse("9999-12-31") / DAY; // the days of which a calendar has a name
export const today = (): number => Math.floor((Date.now() + CHINA) / DAY);

export const holds = (tree: Node, given: Given): boolean => truth(value(tree, given));

export function value(tree: Node, given: Given): Value {
  if (!Array.isArray(tree)) return tree;
  const [word, ...rest] = tree, parts = rest as Node[], name = String(parts[0]);
  switch (word) {
    case "$": return own(given.answers, name) ?? "";
    case ".": return given.own;
    case "col": return own(given.columns, name) ?? "";
    case "and": return holds(parts[0] as Node, given) && holds(parts[1] as Node, given);
    case "or": return holds(parts[0] as Node, given) || holds(parts[1] as Node, given);
    case "if": return value(parts[holds(parts[0] as Node, given) ? 1 : 2] as Node, given);
    case "today": return { day: given.today };
  }
  const said = parts.map((one) => value(one, given));
  return own(COMPARED, word) ? compared(word, said[0] ?? "", said[1] ?? "") : (own(WORDS, word)?.(said) ?? "");
}

const isDay = (said: Value): said is Day => typeof said === "object";

export function number(said: Value): number {
  if (isDay(said)) return said.day;
  if (typeof said !== "string") return Number(said);
  const text = trimmed(said);
  return /^-?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
}

function truth(said: Value): boolean { return typeof said === "number" ? !Number.isNaN(said) && said !== 0 : Boolean(said); }
const text = (said: Value): string => (isDay(said) ? dateOf(said.day) : typeof said === "number" ? plain(String(said)) : String(said));
const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
export const words = (said: Value): string[] => text(said).split(/[ \t\r\n]+/).filter(Boolean);
// XPath's own white space: what else a language calls so differs between languages.
export const trimmed = (said: string): string => said.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");

// A number as XPath writes it: never with an exponent.
function plain(said: string): string {
  const [, sign = "", whole = "", broken = "", power = ""] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(said) ?? [];
  if (!power) return said;
  const by = Number(power), digits = whole + broken;
  if (by < 0) return `${sign}0.${"0".repeat(-by - 1)}${digits}`;
  return sign + digits + "0".repeat(Math.max(0, by - broken.length));
}

const COMPARED: Record<string, (a: number, b: number) => boolean> = {
  "=": () => false, "!=": () => false, "<": (a, b) => a < b, "<=": (a, b) => a <= b, ">": (a, b) => a > b, ">=": (a, b) => a >= b,
};

function compared(word: string, left: Value, right: Value): boolean {
  if (word === "=" || word === "!=") return alike(left, right) === (word === "=");
  return COMPARED[word]?.(number(left), number(right)) ?? false;
}

function alike(left: Value, right: Value): boolean {
  if (typeof left === "boolean" || typeof right === "boolean") return truth(left) === truth(right);
  if (typeof left === "number" || typeof right === "number") return near(number(left), number(right));
  return text(left) === text(right);
}

function rounded(of: number, places: number): number {
  if (!Number.isFinite(of) || !(places >= 0 && places <= 9)) return of;
  const step = 10 ** Math.trunc(places), scaled = of * step;
  return Number.isFinite(scaled) ? Math.floor(scaled + 0.5) / step : of;
}

// Numbers so close are the same, as in a field app: 0.1 + 0.2 is 0.3.
const near = (a: number, b: number): boolean => a === b || Math.abs(a - b) < 1e-12;

// A browser takes the 30th of February for a day of March; we do not.
export function dayOf(written: string): Day | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(written)) return undefined;
  const at = Date.parse(written);
  return Number.isNaN(at) || written < "0001" || dateOf(at / DAY) !== written ? undefined : { day: at / DAY };
}

function dated(said: Value): Value {
  const day = Math.floor(number(said));
  return (typeof said === "string" ? dayOf(said) : undefined) ?? (day >= FIRST && day <= LAST ? { day } : "");
}

const sum = (made: (a: number, b: number) => number) => (said: Value[]): Value => made(number(said[0] ?? ""), number(said[1] ?? ""));
const first = (said: Value[]): string => text(said[0] ?? ""), second = (said: Value[]): string => text(said[1] ?? "");

const WORDS: Record<string, (said: Value[]) => Value> = {
  "+": sum((a, b) => a + b), "-": sum((a, b) => a - b), "*": sum((a, b) => a * b), div: sum((a, b) => a / b),
  mod: sum((a, b) => (b === 0 || !Number.isFinite(a) ? NaN : a % b)),
  neg: (said) => -number(said[0] ?? ""),
  selected: (said) => (second(said) ? words(first(said)).includes(second(said)) : !words(first(said)).length),
  "count-selected": (said) => words(first(said)).length,
  not: (said) => !truth(said[0] ?? ""), true: () => true, false: () => false,
  coalesce: (said) => (first(said) ? said[0] : said[1]) ?? "",
  "string-length": (said) => Array.from(first(said)).length,
  contains: (said) => first(said).indexOf(second(said)) >= 0,
  "starts-with": (said) => first(said).indexOf(second(said)) === 0,
  concat: (said) => said.map(text).join(""),
  number: (said) => number(said[0] ?? ""), string: first,
  int: (said) => { const of = number(said[0] ?? ""); return Number.isFinite(of) ? Math.trunc(of) + 0 : NaN; },
  date: (said) => dated(said[0] ?? ""),
  regex: (said) => new RegExp(`^(?:${second(said)})$`, "u").test(first(said)), // as checklists/rules/patterns.py wrote it
  round: (said) => rounded(number(said[0] ?? ""), said.length > 1 ? number(said[1] ?? "") : 0),
};
