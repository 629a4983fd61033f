// Runs before the first paint so that pages made for script do not flash their plain form.
document.documentElement.classList.add("js");
if (window.localStorage && localStorage.getItem("shian.assisted")) document.documentElement.classList.add("assisted");
