// The preview follows what is typed. Without this script it follows what is kept.

const form = document.querySelector("[data-look-form]");
const drawing = document.querySelector("[data-look]");
const COLOUR = /^#?[0-9a-f]{6}$/i;

for (const part of drawing.querySelectorAll("[data-fill]")) {
  const input = form.elements[part.dataset.fill];
  input.addEventListener("input", () => {
    const typed = input.value.trim();
    if (COLOUR.test(typed)) part.setAttribute("fill", `#${typed.replace("#", "")}`);
  });
}

const name = drawing.querySelector("[data-text=name]");
form.elements.name.addEventListener("input", (event) => (name.textContent = event.target.value));

form.elements.logo.addEventListener("change", (event) => {
  const file = event.target.files[0];
  if (!file || !["image/png", "image/jpeg"].includes(file.type)) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    drawing.querySelector("[data-logo]").setAttribute("href", reader.result);
    drawing.querySelector("[data-logo-ground]").setAttribute("visibility", "visible");
  });
  reader.readAsDataURL(file);
});
