// The visit and the day's record: both are plain forms; script adds stepping, drafts, photos, place and signature.
import { Drafts } from "./drafts";
import { openDay } from "./day";
import { openSigning } from "./sign";
import type { Settings } from "./submission";
import { VisitPage } from "./visit_page";

const settings = document.getElementById("visit-settings");
const form = document.querySelector<HTMLFormElement>("#visit");
if (settings?.textContent && form) {
  const told = JSON.parse(settings.textContent) as Settings;
  new VisitPage(form, told, new Drafts(`shian.visit.${told.task ?? told.business}`)).start();
}
const day = document.querySelector<HTMLFormElement>("form[data-day]");
if (day) openDay(day);
const letter = document.querySelector<HTMLFormElement>("form[data-sign]");
if (letter) openSigning(letter);
