// One tab at a time: by the browser's own locks, or by a lease that has to be renewed and so ends with its tab.
import { newId } from "./ids";

const LASTS = 10_000;
const SETTLES = 120;

interface Lease { tab: string; until: number }
const TAB = newId();
const wait = (ms: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, ms));

// Whether it was done: not where another tab is at it.
export async function alone(name: string, work: () => Promise<void>): Promise<boolean> {
  if ("locks" in navigator) return navigator.locks.request(name, { ifAvailable: true }, async (lock) => { if (lock) await work(); return lock !== null; });
  if (!(await leased(name))) return false;
  const renewing = window.setInterval(() => write(name), LASTS / 3);
  try {
    await work();
    return true;
  } finally {
    window.clearInterval(renewing);
    if (read(name)?.tab === TAB) localStorage.removeItem(name);
  }
}

function read(name: string): Lease | null {
  try { return JSON.parse(localStorage.getItem(name) ?? "null") as Lease | null; } catch { return null; }
}

function write(name: string): void {
  try { localStorage.setItem(name, JSON.stringify({ tab: TAB, until: Date.now() + LASTS })); } catch { /* a full phone: then the server's own answer-alike is what keeps it single */ }
}

// Two tabs may write at the same instant: who still stands there a moment later has it.
async function leased(name: string): Promise<boolean> {
  const held = read(name);
  if (held && held.tab !== TAB && held.until > Date.now() && held.until < Date.now() + 2 * LASTS) return false;
  write(name);
  await wait(SETTLES + Math.random() * SETTLES);
  return read(name)?.tab === TAB;
}
