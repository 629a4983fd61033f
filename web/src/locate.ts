// A form carries the place where it was said. The browser's own words for a place are in WGS-84; nothing else is ever filled in.
const FIELDS = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 };

function fill(form: HTMLFormElement, { coords }: GeolocationPosition): void {
  const put = (name: string, value: string): void => {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement || input instanceof HTMLSelectElement) input.value = value;
  };
  put("lat", coords.latitude.toFixed(6));
  put("lon", coords.longitude.toFixed(6));
  put("accuracy", String(Math.round(coords.accuracy)));
  put("datum", "wgs84");
}

export function locate(form: HTMLFormElement): void {
  if (!("geolocation" in navigator)) return;
  navigator.geolocation.getCurrentPosition((place) => fill(form, place), () => undefined, FIELDS);
}

// Only where somebody says that they stand at the door: a desk is not where the shop is. What is typed after that is no phone's word.
export function openPlace(button: HTMLElement): void {
  const form = button.closest("form"), said = form?.querySelector<HTMLElement>("[data-place-said]");
  if (!form) return;
  if (!("geolocation" in navigator)) { button.hidden = true; return; }
  const tell = (words: string): void => { if (said) said.textContent = words; };
  button.addEventListener("click", () => {
    tell(said?.dataset.wait ?? "");
    navigator.geolocation.getCurrentPosition((place) => {
      fill(form, place);
      tell((said?.dataset.found ?? "").replace("{n}", String(Math.round(place.coords.accuracy))));
    }, () => tell(said?.dataset.denied ?? ""), { ...FIELDS, maximumAge: 0 });
  });
  for (const name of ["lat", "lon", "datum"]) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLElement) input.addEventListener("input", () => {
      const accuracy = form.elements.namedItem("accuracy");
      if (accuracy instanceof HTMLInputElement) accuracy.value = "";
      tell("");
    });
  }
}
