// Saves every answer the moment it is given, and forgets it only when the server has acknowledged that very change.
//
// A change is written to this browser's IndexedDB before it is sent. It carries an id of its own, so that sending it again
// after a lost reply does no harm. Per question one request is under way at a time. What is typed is never replaced by a
// reply. Without this file the page is a plain form that saves by its buttons.

const root = document.querySelector("[data-survey]");
const words = document.getElementById("words").dataset;
const here = { assessment: root.dataset.assessment, user: root.dataset.user, page: newId() };
const TYPING_PAUSE = 700; // milliseconds without a key before a text is sent
const LONGEST_WAIT = 60_000;

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// --- The queue: changes that no reply has settled yet -----------------------------------------------------------------
// {key, assessment, user, subject, url, at, base, sent: {mutation, value} | null, wanted: {mutation, value} | null,
//  state: "pending" | "refused" | "conflict", sentence}

const queue = {
  database: null, // none where a browser lends us none; changes then live only as long as the page
  ready: null,

  async open() {
    try {
      this.database = await new Promise((resolve, reject) => {
        const request = indexedDB.open("survey-answers", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("changes", { keyPath: "key" });
        request.onsuccess = () => resolve(request.result);
        request.onerror = request.onblocked = () => reject(request.error);
      });
    } catch {
      notice("storage", words.notStored);
    }
  },

  async run(mode, work) {
    await this.ready;
    if (!this.database) return undefined;
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction("changes", mode, { durability: "strict" });
      const outcome = work(transaction.objectStore("changes"));
      transaction.oncomplete = () => resolve(outcome?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  },

  async put(record) {
    try {
      await this.run("readwrite", (store) => store.put(record));
    } catch {
      notice("storage", words.notStored);
    }
  },

  async all() {
    const found = await this.run("readonly", (store) => store.getAll()).catch(() => []);
    return (found ?? []).filter((record) => record.assessment === here.assessment);
  },

  // Forget one change; what was typed after it in another window stays.
  // A change has its answer. `base`: the revision on which what is still wanted is to be sent.
  async settle(key, mutation, base) {
    await this.run("readwrite", (store) => {
      const request = store.get(key);
      request.onsuccess = () => {
        const record = request.result;
        if (!record) return;
        if (record.sent?.mutation === mutation) record.sent = null;
        if (record.wanted?.mutation === mutation) record.wanted = null;
        if (base !== undefined) record.base = base;
        if (record.sent || record.wanted) store.put(record);
        else store.delete(key);
      };
      return undefined;
    }).catch(() => {});
  },
};

// --- Talking to the server --------------------------------------------------------------------------------------------

let token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
let stopped = false; // nothing more can be saved: submitted, or no right to
let signedOut = false;

function post(url, change, keepalive = false) {
  return fetch(url, {
    method: "POST",
    keepalive,
    redirect: "manual",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ value: change.value, base: change.base, mutation: change.mutation }),
  });
}

async function askState() {
  const response = await fetch(root.dataset.stateUrl, { redirect: "manual", credentials: "same-origin", cache: "no-store" });
  const body = await readJson(response);
  if (!response.ok || !body) return { status: response.status || 401 };
  token = body.csrf;
  return { status: 200, ...body };
}

async function readJson(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

// One change sent until there is a reply to it. Resolves to the reply; "later" when it cannot be had now.
async function send(url, change) {
  let response;
  try {
    response = await post(url, change);
  } catch {
    notice("offline", words.offline);
    return "later";
  }
  const body = await readJson(response);
  if (body?.mutation === change.mutation) {
    notice("offline");
    notice("session");
    signedOut = false;
    return body;
  }
  if (body?.result === "signed_out" || response.type === "opaqueredirect") return askToSignIn();
  if (response.status === 403 && !body) return renewToken();
  if (body?.result === "refused") return body;
  if (body?.result === "forbidden" || body?.result === "gone") return stop(body.sentence);
  notice("offline", words.offline);
  return "later";
}

function stop(sentence) {
  stopped = true;
  notice("stopped", sentence);
  return "stopped";
}

function askToSignIn() {
  signedOut = true;
  notice("session", words.signedOut, { text: words.signIn, href: root.dataset.loginUrl });
  return "later";
}

// The session was renewed elsewhere: the page needs the token of the new one, if it is still the same person's.
async function renewToken() {
  const state = await askState().catch(() => ({ status: 0 }));
  if (state.status === 401 || state.status === 403) return askToSignIn();
  if (state.status !== 200) return "later";
  if (String(state.user) !== here.user) {
    notice("session", words.otherPerson);
    return "later";
  }
  return "again";
}

// --- One question (or one scene): its inputs, its chip, its changes ---------------------------------------------------

const items = new Map();

class Item {
  constructor(element) {
    this.element = element;
    this.subject = element.dataset.question;
    this.base = Number.parseInt(element.dataset.base, 10) || 0;
    this.url = addressOf(this.subject);
    this.record = null;
    this.before = null; // changes an earlier page left behind, being sent
    this.wait = 0;
    this.reader = READERS[element.dataset.kind];
    this.shown = this.read();
    this.listen();
  }

  read() {
    return this.reader.read(this.element);
  }

  apply(value) {
    this.reader.apply(this.element, value);
    this.shown = this.read();
    this.decorate();
  }

  listen() {
    const { element } = this;
    element.addEventListener("compositionstart", () => (this.composing = true));
    element.addEventListener("compositionend", () => {
      this.composing = false;
      this.touch(TYPING_PAUSE);
    });
    element.addEventListener("input", (event) => {
      if (this.composing || event.isComposing) return;
      this.reader.tidy?.(element, event.target);
      this.touch(isTyped(event.target) ? TYPING_PAUSE : 0);
    });
    element.addEventListener("change", () => !this.composing && this.touch(0));
    this.decorate();
  }

  // The inputs may have changed: keep that here at once, send it after a pause.
  touch(pause) {
    const value = this.read();
    this.decorate();
    if (same(value, this.shown)) {
      if (pause === 0 && this.record?.state === "pending") this.hurry();
      return;
    }
    this.shown = value;
    this.want(value);
    if (this.record.state === "conflict") return;
    this.chip("unsaved");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), pause);
  }

  want(value) {
    this.record ??= this.newRecord();
    this.record.wanted = { mutation: newId(), value };
    this.record.at = Date.now();
    if (this.record.state === "refused") this.record.state = "pending";
    this.trouble();
    this.kept = queue.put(this.record);
    overall();
  }

  newRecord() {
    const key = `${here.assessment}/${this.subject}/${here.page}`;
    const { assessment, user } = here;
    return { key, assessment, user, subject: this.subject, url: this.url, base: this.base, sent: null, wanted: null, state: "pending" };
  }

  get pending() {
    return Boolean(this.before || (this.record && this.record.state === "pending"));
  }

  get open() {
    return this.pending || this.composing || this.record !== null;
  }

  hurry() {
    clearTimeout(this.timer);
    return this.flush();
  }

  // Send what there is, one request at a time, until nothing is left or there is no answer for now.
  flush() {
    this.sending ??= this.sendAll().finally(() => (this.sending = null));
    return this.sending;
  }

  async sendAll() {
    await this.before;
    while (!stopped && this.record?.state === "pending") {
      const { record } = this;
      if (!record.sent) {
        record.sent = record.wanted;
        record.wanted = null;
        record.base = this.base;
        this.kept = queue.put(record);
      }
      await this.kept;
      this.chip("saving");
      const change = { ...record.sent, base: record.base };
      const reply = await send(record.url, change);
      if (reply === "again") continue;
      if (reply === "stopped") return this.chip("failed");
      if (reply === "later") return this.later();
      this.wait = 0;
      await this.learn(reply, change);
    }
  }

  later() {
    this.chip("unsaved");
    this.wait = Math.min(LONGEST_WAIT, (this.wait || 1000) * 2);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), this.wait * (0.75 + Math.random() / 2));
  }

  async learn(reply, change) {
    const { record } = this;
    if (reply.result === "saved") {
      this.base = reply.revision;
      record.sent = null;
      if (record.wanted) {
        record.base = this.base;
        this.kept = queue.put(record);
      } else {
        this.record = null;
        await queue.settle(record.key, change.mutation);
      }
      this.saved(reply);
    } else if (reply.result === "conflict") {
      record.wanted ??= { mutation: newId(), value: change.value };
      record.sent = null;
      record.state = "conflict";
      await queue.put(record);
      this.showConflict(reply);
    } else if (reply.result === "locked") {
      this.record = null;
      await queue.settle(record.key, change.mutation);
      this.chip("failed");
      stop(words.locked);
    } else {
      this.refused(reply, change);
    }
    overall();
  }

  saved(reply) {
    if (!this.record) this.chip(reply.value === null ? "empty" : "saved", { time: reply.time });
    this.trouble();
    this.advise(reply.sentence);
    showDoubts(this.subject, reply.doubts);
    markDone(this.subject, reply.value !== null && !reply.sentence);
    if (reply.value === null && this.element.dataset.removing) this.element.remove();
  }

  // The server cannot understand it. It stays in its box and in the queue, and is sent again once it is changed.
  refused(reply, change) {
    const { record } = this;
    record.sent = null;
    if (record.wanted && record.wanted.mutation !== change.mutation) {
      this.kept = queue.put(record);
      return;
    }
    record.wanted = { mutation: newId(), value: change.value };
    record.state = "refused";
    record.sentence = reply.sentence;
    this.kept = queue.put(record);
    this.showRefused(reply.sentence);
  }

  showRefused(sentence) {
    this.chip("failed");
    this.trouble(paragraph("field-error", sentence));
  }

  showConflict(reply) {
    this.chip("conflict");
    this.trouble(conflictPanel(this, reply));
  }

  async keepYours(reply) {
    this.base = reply.revision;
    this.record.base = reply.revision;
    this.record.state = "pending";
    this.record.wanted = { mutation: newId(), value: this.read() };
    this.kept = queue.put(this.record);
    this.trouble();
    await this.flush();
    this.element.focus();
  }

  async keepTheirs(reply) {
    const { record } = this;
    this.base = reply.revision;
    this.record = null;
    this.apply(reply.value);
    await queue.settle(record.key, record.wanted?.mutation);
    this.trouble();
    showDoubts(this.subject, reply.doubts);
    this.chip(reply.value === null ? "empty" : "saved", { time: reply.time });
    markDone(this.subject, reply.value !== null);
    overall();
    this.element.focus();
  }

  // A change an earlier page left behind: shown as it was typed, sent as it was made.
  adopt(record) {
    this.apply((record.wanted ?? record.sent).value);
    if (record.state === "refused") {
      this.takeOver(record);
      this.showRefused(record.sentence);
      return;
    }
    this.chip("saving");
    this.before = this.sendLeftOver(record).finally(() => {
      this.before = null;
      overall();
    });
    this.before.then(() => this.flush());
  }

  takeOver(record) {
    // What was typed while the record was under way is newer than the record itself.
    const wanted = this.record?.wanted ?? record.wanted ?? record.sent;
    this.record = { ...this.newRecord(), wanted, state: record.state, sentence: record.sentence };
    this.kept = queue.put(this.record).then(() => drop(record));
  }

  async sendLeftOver(record) {
    const reply = await deliver(record);
    if (reply.result === "saved") {
      this.base = reply.revision;
      if (!this.record) this.saved(reply);
    } else if (reply.result === "conflict") {
      this.takeOver({ ...record, state: "conflict" });
      this.showConflict(reply);
    } else if (reply.result === "refused") {
      this.takeOver({ ...record, state: "refused", sentence: reply.sentence });
      this.showRefused(reply.sentence);
    }
  }

  chip(state, values) {
    const chip = this.element.querySelector("[data-chip]");
    chip.dataset.state = state;
    chip.textContent = say(words[state], values);
  }

  advise(sentence) {
    this.element.querySelector("[data-advice]").textContent = sentence ?? "";
  }

  trouble(...nodes) {
    this.element.querySelector("[data-trouble]").replaceChildren(...nodes);
    this.element.classList.toggle("card-flagged", nodes.length > 0);
  }

  decorate() {
    this.reader.decorate?.(this.element);
  }
}

const isTyped = (input) => input.tagName === "TEXTAREA" || ["text", "search"].includes(input.type);

function addressOf(subject) {
  const form = document.querySelector("[data-questions], [data-scenes]");
  if (subject.startsWith("scene:")) {
    return form.dataset.sceneUrl.replace("00000000-0000-0000-0000-000000000000", subject.slice("scene:".length));
  }
  return form.dataset.answerUrl.replace("CODE", subject);
}

// --- Changes left behind by earlier pages -----------------------------------------------------------------------------

const leftOver = new Set(); // being sent, without a place on this page

async function adoptAll() {
  const records = (await queue.all()).filter((record) => !record.key.endsWith(here.page));
  if (records.some((record) => record.user !== here.user)) notice("other", words.otherPerson);
  const mine = records.filter((record) => record.user === here.user).sort((a, b) => b.at - a.at);
  const taken = new Set();
  for (const record of mine) {
    const item = items.get(record.subject);
    if (item && !taken.has(record.subject)) item.adopt(record);
    else if (record.state !== "refused") sendInBackground(record);
    taken.add(record.subject);
  }
  overall();
}

function sendInBackground(record) {
  const work = deliver(record).then((reply) => {
    leftOver.delete(work);
    if (leftOver.size === 0 && reply.result === "saved" && document.querySelector("[data-submit]")) location.reload();
    overall();
  });
  leftOver.add(work);
}

// Deliver a record another page made: what it had sent, then what it still wanted. Resolves to the last reply.
async function deliver(record) {
  let { base } = record;
  let reply = { result: "stopped" };
  for (const change of [record.sent, record.wanted]) {
    if (!change) continue;
    reply = await insist(record.url, { ...change, base });
    if (reply.result !== "saved") break;
    base = reply.revision;
    await queue.settle(record.key, change.mutation, base);
  }
  if (reply.result === "locked") {
    await drop(record);
    stop(words.locked);
  }
  return reply;
}

async function insist(url, change) {
  for (let wait = 1000; !stopped; wait = Math.min(LONGEST_WAIT, wait * 2)) {
    const reply = await send(url, change);
    if (reply === "again") continue;
    if (reply === "stopped") break;
    if (reply !== "later") return reply;
    await pause(wait);
  }
  return { result: "stopped" };
}

const waiting = new Set();
const pause = (time) =>
  new Promise((resolve) => {
    const wake = () => {
      waiting.delete(wake);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(wake, time);
    waiting.add(wake);
  });

async function drop(record) {
  for (const change of [record.sent, record.wanted]) if (change) await queue.settle(record.key, change.mutation);
}

// --- Inputs to plain answers and back ---------------------------------------------------------------------------------

const checked = (element) => [...element.querySelectorAll("input:checked")];
const named = (element, subject) => checked(element).filter((input) => input.name === subject).map((input) => input.value);
const reasonOf = (element) => element.querySelector("[data-reason] textarea")?.value.trim() ?? "";

function choose(element, values) {
  for (const input of element.querySelectorAll("input[type=radio], input[type=checkbox]")) {
    if (input.name === element.dataset.question) input.checked = values.includes(input.value);
  }
}

function showReason(element) {
  const reason = element.querySelector("[data-reason]");
  if (reason) reason.hidden = !named(element, element.dataset.question).includes("na");
}

function applyReason(element, value) {
  const box = element.querySelector("[data-reason] textarea");
  if (box) box.value = value?.na ?? "";
}

const aside = (values, element) => {
  if (values.includes("na")) return { na: reasonOf(element) };
  return values.includes("unknown") ? "unknown" : undefined;
};

const single = {
  read(element) {
    const values = named(element, element.dataset.question);
    return aside(values, element) ?? values[0] ?? null;
  },
  apply(element, value) {
    choose(element, value === null ? [] : [typeof value === "string" ? value : "na"]);
    applyReason(element, value);
  },
  decorate: showReason,
};

const multiple = {
  read(element) {
    const values = named(element, element.dataset.question);
    return aside(values, element) ?? (values.length ? values : null);
  },
  apply(element, value) {
    choose(element, value === null ? [] : Array.isArray(value) ? value : [typeof value === "string" ? value : "na"]);
    applyReason(element, value);
  },
  // “None of these”, “not sure” and “does not apply” stand alone.
  tidy(element, input) {
    if (input.type !== "checkbox" || !input.checked) return;
    for (const other of element.querySelectorAll("input[type=checkbox]")) {
      if (other !== input && standsAlone(input, other)) other.checked = false;
    }
  },
  decorate: showReason,
};

// Rows of columns to tick; “none of these”, “not sure” and “does not apply” stand alone, as some columns do in their row.
const matrix = {
  read(element) {
    const rows = {};
    for (const row of element.querySelectorAll("[data-row]")) {
      const columns = checked(row).map((input) => input.value);
      if (columns.length) rows[row.dataset.row] = columns.length === 1 ? columns[0] : columns;
    }
    if (Object.keys(rows).length) return { rows };
    const values = named(element, element.dataset.question);
    return values.includes("none") ? "none" : (aside(values, element) ?? null);
  },
  apply(element, value) {
    choose(element, value === null || value?.rows ? [] : [typeof value === "string" ? value : "na"]);
    for (const row of element.querySelectorAll("[data-row]")) {
      const columns = [value?.rows?.[row.dataset.row] ?? []].flat();
      for (const input of row.querySelectorAll("input")) input.checked = columns.includes(input.value);
    }
    applyReason(element, value);
  },
  tidy(element, input) {
    if (!input.checked || !["radio", "checkbox"].includes(input.type)) return;
    const row = input.closest("[data-row]");
    const others = row ? row.querySelectorAll("[type=checkbox]") : element.querySelectorAll("[data-row] input");
    for (const other of others) if (other !== input && (!row || standsAlone(input, other))) other.checked = false;
    choose(element, row ? [] : [input.value]);
  },
  decorate: showReason,
};

const standsAlone = (one, other) => "alone" in one.dataset || "alone" in other.dataset;

const measured = {
  read(element) {
    const values = named(element, element.dataset.question);
    const given = aside(values, element);
    if (given !== undefined) return given;
    if (values[0] && values[0] !== "exact") return values[0];
    const answer = {};
    for (const box of element.querySelectorAll("[data-number]")) if (box.value.trim()) answer[box.dataset.number] = box.value.trim();
    const ticks = [...element.querySelectorAll("[data-condition]")];
    if (!Object.keys(answer).length && !ticks.some((tick) => tick.checked)) return null;
    for (const tick of ticks) answer[tick.name.split(".is.")[1]] = tick.checked;
    return answer;
  },
  apply(element, value) {
    const numbers = value !== null && typeof value === "object" && !("na" in value);
    choose(element, value === null ? [] : [numbers ? "exact" : typeof value === "string" ? value : "na"]);
    for (const box of element.querySelectorAll("[data-number]")) box.value = (numbers && value[box.dataset.number]) || "";
    for (const tick of element.querySelectorAll("[data-condition]")) tick.checked = Boolean(numbers && value[tick.name.split(".is.")[1]]);
    applyReason(element, value);
  },
  tidy(element, input) {
    if (input.matches("[data-number], [data-condition]")) choose(element, ["exact"]);
  },
  decorate(element) {
    showReason(element);
    showShare(element);
  },
};

const scene = {
  read(element) {
    const value = {};
    for (const input of element.querySelectorAll("[data-field]")) value[input.dataset.field] = input.value.trim();
    return Object.values(value).some(Boolean) && !element.dataset.removing ? value : null;
  },
  apply(element, value) {
    for (const input of element.querySelectorAll("[data-field]")) input.value = value?.[input.dataset.field] ?? "";
  },
};

const READERS = { single, multiple, matrix, number: measured, ratio: measured, scene };

function showShare(element) {
  const output = element.querySelector("[data-share]");
  if (!output) return;
  const { numerator, denominator } = element.querySelector("[data-measure]").dataset;
  const top = numberIn(element, numerator);
  const bottom = numberIn(element, denominator);
  const share = bottom > 0 && top >= 0 ? (100 * top) / bottom : Number.NaN;
  output.textContent = Number.isFinite(share) ? say(words.share, { share: `${Math.round(share * 10) / 10}%` }) : "";
}

function numberIn(element, code) {
  const text = element.querySelector(`[data-number="${code}"]`).value.normalize("NFKC").replace(/[\s,]/g, "");
  return text === "" ? Number.NaN : Number(text);
}

// --- What the page shows ----------------------------------------------------------------------------------------------

function paragraph(className, text) {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = text;
  return element;
}

const notices = new Map();

// One line per cause above the questions; no text takes it away.
function notice(cause, text, link) {
  const place = document.querySelector("[data-notice]");
  notices.get(cause)?.remove();
  notices.delete(cause);
  if (!text) return;
  const line = paragraph("notice notice-warning", text);
  if (link) {
    const anchor = document.createElement("a");
    Object.assign(anchor, { href: link.href, target: "_blank", rel: "opener", textContent: link.text });
    line.append(" ", anchor);
  }
  notices.set(cause, line);
  place.append(line);
}

function conflictPanel(item, reply) {
  const panel = document.createElement("div");
  panel.className = "conflict";
  const title = reply.by ? say(words.both, reply) : words.bothNameless;
  panel.append(paragraph("conflict-title", title), conflictValues(reply), conflictButtons(item, reply));
  return panel;
}

function conflictValues(reply) {
  const list = document.createElement("dl");
  list.className = "conflict-values";
  for (const [label, lines] of [[words.theirs, reply.words], [words.yours, reply.yours]]) {
    const pair = document.createElement("div");
    const term = Object.assign(document.createElement("dt"), { textContent: label });
    const value = document.createElement("dd");
    for (const line of lines.length ? lines : [words.noAnswer]) {
      value.append(Object.assign(document.createElement("span"), { textContent: line }));
    }
    pair.append(term, value);
    list.append(pair);
  }
  return list;
}

function conflictButtons(item, reply) {
  const row = document.createElement("div");
  row.className = "conflict-buttons";
  for (const [text, act] of [[words.keepTheirs, () => item.keepTheirs(reply)], [words.keepYours, () => item.keepYours(reply)]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-secondary", textContent: text });
    button.addEventListener("click", act, { once: true });
    row.append(button);
  }
  return row;
}

// A reply tells all that does not fit together with one answer: what stood on this page about it before has been settled.
function showDoubts(subject, doubts) {
  if (!doubts) return;
  for (const note of document.querySelectorAll("[data-doubt]")) {
    if (note.dataset.watched.split(" ").includes(subject)) note.remove();
  }
  for (const doubt of doubts) {
    for (const { code } of doubt.questions) items.get(code)?.element.querySelector("[data-doubts]").append(doubtNote(doubt, code));
  }
}

function doubtNote(doubt, code) {
  const note = document.createElement("div");
  note.className = doubt.severity === "risk" ? "doubt-note doubt-risk" : "doubt-note";
  Object.assign(note.dataset, { doubt: doubt.rule, watched: doubt.watched });
  const others = doubt.questions.filter((question) => question.code !== code);
  note.append(doubtLead(doubt.severity, others), paragraph("", doubt.message), paragraph("quiet", doubt.advice));
  return note;
}

function doubtLead(severity, others) {
  const [one, both] = severity === "risk" ? [words.riskOne, words.riskBoth] : [words.doubtOne, words.doubtBoth];
  const [before, after] = others.length ? both.split("{questions}") : [one, ""];
  const lead = paragraph("doubt-lead", before);
  others.forEach(({ number, address }, place) => {
    const link = Object.assign(document.createElement("a"), { href: address, textContent: say(words.toQuestion, { n: String(number) }) });
    lead.append(place ? words.comma : "", link);
  });
  lead.append(after);
  return lead;
}

function overall() {
  const chip = document.querySelector("[data-overall]");
  const open = [...items.values()].filter((item) => item.record || item.before).length + leftOver.size;
  if (!chip) return;
  chip.dataset.state = open ? "unsaved" : "saved";
  chip.textContent = open ? say(words.waiting, { n: String(open) }) : words.allSaved;
}

function markDone(subject, done) {
  const jump = document.querySelector(`[data-jump="${subject}"]`);
  const count = document.querySelector("[data-done-count]");
  if (!jump || !count || "done" in jump.dataset === done) return;
  if (done) jump.dataset.done = "";
  else delete jump.dataset.done;
  const total = Number(count.textContent) + (done ? 1 : -1);
  count.textContent = String(total);
  const bar = document.querySelector(".survey-progress progress");
  if (bar) bar.value = total;
}

// --- Leaving ----------------------------------------------------------------------------------------------------------

async function flushAll(time) {
  const work = [...items.values()].map((item) => item.hurry());
  await Promise.race([Promise.all([...work, ...leftOver]), new Promise((resolve) => setTimeout(resolve, time))]);
  return [...items.values()].every((item) => !item.pending) && leftOver.size === 0;
}

async function leave(address, button) {
  button.setAttribute("aria-busy", "true");
  const sent = await flushAll(5000);
  button.removeAttribute("aria-busy");
  const unsettled = [...items.values()].find((item) => item.record && item.record.state !== "pending");
  if (unsettled) {
    notice("leave", words.settle);
    unsettled.element.scrollIntoView({ block: "center" });
    unsettled.element.focus({ preventScroll: true });
  } else if (!sent && !button.dataset.warned) {
    button.dataset.warned = "yes";
    notice("leave", words.unsentLeave);
    document.querySelector("[data-notice]").scrollIntoView({ block: "center" });
  } else if (address === "post") {
    postAlone(button.formAction);
  } else if (address === "reload") {
    location.hash = "new-scene";
    location.reload();
  } else {
    location.assign(address);
  }
}

// A button of another room leads elsewhere (`formaction`). All answers are saved by then, so it goes without the inputs.
function postAlone(address) {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address, hidden: true });
  form.append(Object.assign(document.createElement("input"), { name: "csrfmiddlewaretoken", value: token }));
  document.body.append(form);
  form.submit();
}

function onSubmit(event) {
  const { submitter, target: form } = event;
  event.preventDefault();
  if (!submitter) return flushAll(5000);
  if (submitter.hasAttribute("formaction")) {
    leave("post", submitter);
  } else if (submitter.name === "clear") {
    const item = items.get(submitter.value);
    item.apply(null);
    item.shown = undefined; // so that it counts as a change
    item.touch(0);
  } else if (submitter.name === "remove") {
    const item = items.get(`scene:${submitter.value}`);
    if (!confirm(words.remove)) return undefined;
    item.element.dataset.removing = "yes";
    item.touch(0);
  } else if (submitter.value === "add") {
    leave("reload", submitter);
  } else if (form.dataset[submitter.value]) {
    leave(form.dataset[submitter.value], submitter);
  }
  return undefined;
}

// A page that goes away sends what it has without waiting; the queue keeps it until a later page gets the reply.
function sendWhileLeaving() {
  for (const item of items.values()) {
    const { record } = item;
    if (!record || record.state !== "pending" || stopped) continue;
    const change = record.sent ? { ...record.sent, base: record.base } : { ...record.wanted, base: item.base };
    try {
      post(record.url, change, true).catch(() => {});
    } catch {
      // Too much for a request that outlives its page: the queue has it.
    }
  }
}

// --- Coming back ------------------------------------------------------------------------------------------------------

function retryNow() {
  for (const wake of [...waiting]) wake();
  for (const item of items.values()) if (item.record?.state === "pending") item.hurry();
}

// Somebody else, or another device, may have changed answers while this page slept.
async function compare() {
  if ([...items.values()].some((item) => item.open)) return;
  const state = await askState().catch(() => ({ status: 0 }));
  if (state.status === 401) askToSignIn();
  if (state.status !== 200 || [...items.values()].some((item) => item.open)) return;
  const behind = [...items.values()].some((item) => (state.revisions[item.subject] ?? 0) !== item.base);
  const frozen = state.state !== "draft";
  const reviewIsOld = document.querySelector("[data-submit]") && state.digest !== root.dataset.digest;
  if (behind || frozen || reviewIsOld) location.reload();
}

let slept = 0;
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    slept = Date.now();
    retryNow();
  } else {
    retryNow();
    if (Date.now() - slept > 20_000 || signedOut) compare();
  }
});
addEventListener("online", retryNow);
addEventListener("focus", () => signedOut && retryNow());
addEventListener("pagehide", sendWhileLeaving);
addEventListener("pageshow", (event) => {
  retryNow();
  if (event.persisted) compare();
});
addEventListener("beforeunload", (event) => {
  if (!queue.database && [...items.values()].some((item) => item.pending)) event.preventDefault();
});

// --- Begin ------------------------------------------------------------------------------------------------------------

queue.ready = queue.open();
for (const element of document.querySelectorAll("[data-question]")) {
  const item = new Item(element);
  items.set(item.subject, item);
}
document.querySelector("[data-questions], [data-scenes]")?.addEventListener("submit", onSubmit);
document.querySelector("[data-submit]")?.addEventListener("submit", (event) => {
  if (leftOver.size === 0) return;
  event.preventDefault();
  delete event.target.dataset.sent;
  notice("leave", words.unsentLeave);
});
await adoptAll();
document.documentElement.dataset.answers = "ready";
