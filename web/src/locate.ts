// A form that only says why a visit could not be done carries the place where it was said.
export function locate(form: HTMLFormElement): void {
  if (!("geolocation" in navigator)) return;
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    const put = (name: string, value: string): void => {
      const input = form.elements.namedItem(name);
      if (input instanceof HTMLInputElement) input.value = value;
    };
    put("lat", String(coords.latitude));
    put("lon", String(coords.longitude));
    put("accuracy", String(Math.round(coords.accuracy)));
    put("datum", "wgs84");
  }, () => undefined, { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
}
