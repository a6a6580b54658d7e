// A button that prints the page. Without this script one prints from the menu of the browser.

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
