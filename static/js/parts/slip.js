// A link, on a slip or a personal one, carries its code behind #, where no server sees it: put it into the field and clear the bar.
const form = document.querySelector("form[data-slip]");
const match = /^#slip=([0-9A-Za-z-]{16,80})$/.exec(location.hash);
if (form && match) {
  form.elements.code.value = match[1];
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.pin.focus();
}
