// Without this the page reads as well: links lead to periods, details fold. It keeps the period
// chosen while one reads on, opens what a link leads into, and folds the list of periods away.
"use strict";
const follow = () => {
  const place = document.getElementById(location.hash.slice(1));
  if (!place) return;
  if (place.matches(".period")) {
    for (const other of place.parentElement.querySelectorAll(":scope > .period")) {
      other.classList.toggle("shown", other === place);
    }
    const list = place.parentElement.querySelector(".picker");
    list.open = false;
    for (const link of list.querySelectorAll("a")) {
      if (link.hash === location.hash) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
  const folded = place.closest("details.kpi");
  if (folded) { folded.open = true; folded.scrollIntoView(); }
};
addEventListener("hashchange", follow);
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const list of document.querySelectorAll(".picker[open]")) {
    list.open = false;
    list.querySelector("summary").focus();
  }
});
addEventListener("click", (event) => {
  for (const list of document.querySelectorAll(".picker[open]")) {
    if (!list.contains(event.target)) list.open = false;
  }
  const link = event.target.closest?.("a[href^='#']");
  if (link && link.hash === location.hash) follow();
});
follow();
