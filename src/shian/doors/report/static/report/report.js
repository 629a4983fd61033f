// Only what a page without script cannot do: where the phone is, and a code into the clipboard. Old browsers read this too.
(function () {
  var here = document.querySelector("[data-here]");
  if (here && navigator.geolocation) {
    here.hidden = false;
    here.addEventListener("click", function () {
      here.disabled = true;
      navigator.geolocation.getCurrentPosition(
        function (found) {
          document.getElementById("latitude").value = found.coords.latitude.toFixed(6);
          document.getElementById("longitude").value = found.coords.longitude.toFixed(6);
          document.querySelector("[data-here-done]").hidden = false;
        },
        function () {
          here.disabled = false;
          document.querySelector("[data-here-failed]").hidden = false;
        },
        { enableHighAccuracy: true, timeout: 15000 }
      );
    });
  }
  var copy = document.querySelector("[data-copy]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", function () {
      navigator.clipboard.writeText(copy.getAttribute("data-copy")).then(function () {
        document.querySelector("[data-copied]").hidden = false;
      });
    });
  }
  var print = document.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", function () { window.print(); });
  }
})();
