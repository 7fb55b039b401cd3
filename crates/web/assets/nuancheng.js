// What pages do beyond what HTML does. Everything works without it.
"use strict";

// A choice that takes effect at once sends its form.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-send]")) event.target.form.requestSubmit();
});

// The first fault is where the keyboard goes.
const faults = document.getElementById("faults");
if (faults) faults.focus();

// A form under way is not sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});

// A form marked with data-draft keeps on the server what was typed, a second after the last change.
for (const form of document.querySelectorAll("form[data-draft]")) {
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      // A chosen file is not kept: a page could not give it back.
      const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
      fetch(`/me/drafts/${form.dataset.draft}`, { method: "POST", body, credentials: "same-origin", keepalive: true }).catch(() => {});
    }, 1000);
  });
}
