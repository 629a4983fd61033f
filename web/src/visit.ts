// The phone: a visit, a day's record and a letter are plain forms; script adds steps, drafts, photos, place and signature,
// keeps the day's pages, and brings what was filled in without a network.
import "./old";
import { openAsked } from "./asked";
import { openDay } from "./day";
import { startField } from "./field";
import { openSigning } from "./sign";

const day = document.querySelector<HTMLFormElement>("form[data-day]");
if (day) openDay(day);
for (const asked of document.querySelectorAll<HTMLFormElement>("form[data-asked]")) openAsked(asked);
const letter = document.querySelector<HTMLFormElement>("form[data-sign]");
if (letter) openSigning(letter);
void startField();
