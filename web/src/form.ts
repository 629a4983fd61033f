// An office's own form, judged on the phone as on the server (checklists/rules/settling.py): what is asked, what is missing, what is wrong.
import { holds, number, today, value, type Given, type Node, type Value } from "./evaluate";

export interface Choice { name: string; verdict: string; columns: Record<string, string> }
export interface Question {
  kind: string; required: boolean; when?: Node[]; rule?: Node; says?: string; calculation?: Node; filter?: Node; choices?: Choice[]; names?: Record<string, string>;
}
export interface Form { order: string[]; questions: Record<string, Question> }
export interface Said { word: string; note: string; photos: number }
export type Trouble = { code: string; kind: "missing" | "constraint" | "choice" | "value"; says: string };

const UNASKED = new Set(["note", "calculate", "place"]);
const UNSEEN = "not_checked";
export const isValue = (one: Question): boolean => one.kind !== "judged" && !UNASKED.has(one.kind);

// The answers that count, given all of them; a question that is not asked counts as unanswered for the others.
function settled(form: Form, said: Record<string, Said>): { asked: Set<string>; values: Record<string, Value> } {
  const asked = new Set<string>(), values: Record<string, Value> = {};
  for (const code of form.order) {
    const one = form.questions[code];
    if (!one || !(one.when ?? []).every((tree) => holds(tree, about(values)))) continue;
    asked.add(code);
    const answer = said[code];
    if (one.kind === "calculate") values[code] = one.calculation === undefined ? "" : value(one.calculation, about(values));
    else if (answer?.word) values[code] = typed(one, answer);
  }
  return { asked, values };
}

const about = (answers: Record<string, Value>, own: Value = "", columns: Record<string, string> = {}): Given => ({ answers, own, columns, today: today() });

function typed(one: Question, said: Said): Value {
  if (said.word === UNSEEN) return "";
  if (one.kind === "judged") return one.names?.[said.word] ?? said.word;
  if (one.kind === "integer" || one.kind === "decimal") return said.note ? number(said.note) : "";
  if (one.kind === "date") { const day = Date.parse(said.note); return Number.isNaN(day) ? said.note : Math.floor(day / 86_400_000); }
  if (one.kind === "photo") return said.photos ? "1" : "";
  return said.note;
}

// What a value says of the place: the worst verdict among its choices, nothing where they have none.
export function verdictOf(one: Question, note: string): string {
  const names = note.split(/\s+/), verdicts = (one.choices ?? []).filter((choice) => names.includes(choice.name)).map((choice) => choice.verdict);
  return ["fail", "conform"].find((word) => verdicts.includes(word)) ?? "not_applicable";
}

// All the forms of a page: a question that any of them asks is asked; what belongs to none is the law's own, and always is.
export class Forms {
  constructor(private readonly forms: Form[]) {}

  question(code: string): Question | undefined { return this.forms.find((form) => form.questions[code])?.questions[code]; }

  asks(said: Record<string, Said>): (code: string) => boolean {
    const found = this.forms.map((form) => ({ form, ...settled(form, said) }));
    return (code) => { const mine = found.filter(({ form }) => form.questions[code]); return !mine.length || mine.some(({ asked }) => asked.has(code)); };
  }

  // The choices that stand to choose for a question, given the other answers; undefined where all do.
  offered(code: string, said: Record<string, Said>): Set<string> | undefined {
    const form = this.forms.find((one) => one.questions[code]?.filter !== undefined), one = form?.questions[code];
    if (!form || one?.filter === undefined) return undefined;
    const { values } = settled(form, said), tree = one.filter;
    return new Set((one.choices ?? []).filter((choice) => holds(tree, about(values, values[code] ?? "", { name: choice.name, ...choice.columns }))).map((choice) => choice.name));
  }

  // What is wrong with the answer to a question that is asked; nothing where it may stay as it is.
  trouble(code: string, said: Record<string, Said>): Trouble | null {
    const form = this.forms.find((one) => one.questions[code]), one = form?.questions[code], answer = said[code];
    if (!form || !one || UNASKED.has(one.kind)) return null;
    if (!answer?.word) return one.required ? { code, kind: "missing", says: "" } : null;
    if (answer.word === UNSEEN) return null;
    if (isValue(one) && one.kind !== "photo" && !fits(one.kind, answer.note)) return { code, kind: "value", says: "" };
    const open = this.offered(code, said);
    if (open && answer.note && !answer.note.split(/\s+/).every((name) => open.has(name))) return { code, kind: "choice", says: "" };
    const { values } = settled(form, said);
    if (one.rule !== undefined && !holds(one.rule, about(values, values[code] ?? ""))) return { code, kind: "constraint", says: one.says ?? "" };
    return null;
  }
}

function fits(kind: string, note: string): boolean {
  if (kind === "integer") return /^-?\d{1,15}$/.test(note);
  if (kind === "decimal") return /^-?\d{1,15}(\.\d{1,9})?$/.test(note);
  if (kind === "date") return /^\d{4}-\d\d-\d\d$/.test(note) && !Number.isNaN(Date.parse(note));
  return note.trim() !== "";
}
