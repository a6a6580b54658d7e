// The table of clients: a choice that lasts from page to page, ranges by Shift, arrow keys from line to line, filters that
// stay open once they were opened. Without this script one chooses on each page by itself and moves by Tab.

const KEY = (provider) => `choice:${provider}`;

for (const part of document.querySelectorAll("details[data-stays-open]")) {
  part.open = sessionStorage.getItem("filters") === "open";
  part.addEventListener("toggle", () => sessionStorage.setItem("filters", part.open ? "open" : ""));
}
for (const form of document.querySelectorAll("form[data-choice]")) choose(form);
for (const table of document.querySelectorAll(".portfolio")) table.addEventListener("keydown", move);
for (const form of document.querySelectorAll("form[data-choice-done]")) {
  form.addEventListener("submit", () => sessionStorage.removeItem(KEY(form.dataset.choiceDone)));
}

function choose(form) {
  const key = KEY(form.dataset.choice);
  const most = Number(form.dataset.most);
  const boxes = [...form.querySelectorAll("input[name=chosen]")];
  const bar = form.querySelector(".portfolio-choice");
  const count = bar.querySelector("[data-counted]");
  const page = bar.querySelector("[data-choose-page]");
  const none = bar.querySelector("[data-choose-none]");
  const invite = bar.querySelector("button:not([type])");
  const chosen = new Set(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
  let last = null;

  function draw() {
    for (const box of boxes) {
      box.checked = chosen.has(box.value);
      box.disabled = !box.checked && chosen.size >= most; // more could not be invited within a day
    }
    count.textContent = count.dataset.counted.replace("{n}", chosen.size).replace("{most}", most);
    count.hidden = none.hidden = chosen.size === 0;
    page.hidden = boxes.length === 0;
    invite.disabled = chosen.size === 0;
    bar.toggleAttribute("data-any", chosen.size > 0);
    bar.hidden = boxes.length === 0 && chosen.size === 0;
    sessionStorage.setItem(key, JSON.stringify([...chosen]));
  }

  function set(some, checked) {
    for (const box of some) {
      if (!checked) chosen.delete(box.value);
      else if (chosen.size < most) chosen.add(box.value);
    }
    draw();
  }

  for (const box of boxes) {
    box.addEventListener("click", (event) => {
      const [from, to] = [last ?? box, box].map((one) => boxes.indexOf(one)).sort((a, b) => a - b);
      set(event.shiftKey ? boxes.slice(from, to + 1) : [box], box.checked);
      last = box;
    });
  }
  page.addEventListener("click", () => set(boxes, true));
  none.addEventListener("click", () => {
    chosen.clear();
    draw();
  });
  form.addEventListener("submit", () => {
    const here = new Set(boxes.map((box) => box.value));
    for (const value of chosen) {
      if (!here.has(value)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "chosen", value }));
    }
  });
  draw();
}

function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const row = event.target.closest("tbody tr");
  if (!step || !row || event.altKey || event.ctrlKey || event.metaKey) return;
  const place = [...row.children].indexOf(event.target.closest("td, th"));
  for (let next = row; (next = step > 0 ? next.nextElementSibling : next.previousElementSibling); ) {
    const found = next.children[place]?.querySelector("a, input");
    if (!found) continue;
    found.focus();
    found.scrollIntoView({ block: "nearest" });
    event.preventDefault();
    return;
  }
}
