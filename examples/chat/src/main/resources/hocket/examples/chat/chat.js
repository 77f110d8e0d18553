"use strict";

const MAX_PICTURE_BYTES = 1_000_000;
const ANSWER_TIMEOUT = 10_000;
const TYPING_SHOWN = 4_000;
const TYPING_TOLD_EVERY = 2_000;

const $ = (id) => document.getElementById(id);
const onlyPolling = new URLSearchParams(location.search).get("transport") === "polling";
const socket = io(onlyPolling ? { transports: ["polling"] } : {});

/** Only this page knows it: with it, it gets its name back while the server has not yet missed the lost connection. */
const key = Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");

/** Where we are, or want to be again after a reconnect. */
let place = null;
const people = new Set();
const typing = new Map();

// What we say

/** Resolves with the server's answer; rejects with what to tell the person. */
async function ask(event, ...values) {
  let answer;
  try {
    answer = await socket.timeout(ANSWER_TIMEOUT).emitWithAck(event, ...values);
  } catch {
    throw new Error("The server did not answer.");
  }
  if (answer.error) {
    throw new Error(answer.error);
  }
  return answer;
}

/** Does something, and shows in that element why it failed. */
async function attempt(element, action) {
  element.textContent = "";
  try {
    await action();
  } catch (e) {
    element.textContent = e.message;
  }
}

async function join(name, room) {
  const answer = await ask("join", name, room, key);
  const moved = place?.room !== answer.room;
  place = { name: answer.name, room: answer.room };
  people.clear();
  answer.people.forEach((person) => people.add(person));
  typing.clear();
  $("where").textContent = answer.room;
  $("enter").textContent = "Change";
  $("compose").disabled = false;
  if (moved) {
    $("log").replaceChildren();
    notice(`You are in ${answer.room}.`);
  }
  showPeople();
  showTyping();
}

async function say(text) {
  if (text.trim()) {
    await ask("message", text);
    $("text").value = "";
    tellTyping(false);
  }
}

async function show(file) {
  if (!file.type.startsWith("image/")) {
    throw new Error("That is no picture.");
  }
  if (file.size > MAX_PICTURE_BYTES) {
    throw new Error("The picture has more than 1 MB.");
  }
  await ask("picture", await file.arrayBuffer());
}

let toldTyping = 0;

function tellTyping(isTyping) {
  if (isTyping ? Date.now() - toldTyping > TYPING_TOLD_EVERY : toldTyping) {
    toldTyping = isTyping ? Date.now() : 0;
    socket.emit("typing", isTyping);
  }
}

// What we show: names and messages only ever become text, never markup

function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

function append(item) {
  const log = $("log");
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  log.append(item);
  if (atEnd) {
    log.scrollTop = log.scrollHeight;
  }
}

const notice = (text) => append(element("li", "notice", text));

const entry = (from, content) =>
  append(element("li", from === place?.name ? "mine" : "", element("span", "who", from), content));

function showPeople() {
  const sorted = [...people].sort((a, b) => a.localeCompare(b));
  $("people").replaceChildren(...sorted.map((name) => element("li", name === place.name ? "me" : "", name)));
}

function showTyping() {
  const names = [...typing.keys()];
  const verb = names.length === 1 ? "is" : "are";
  $("typing").textContent = names.length ? `${names.join(", ")} ${verb} typing…` : "";
}

function stopTyping(name) {
  clearTimeout(typing.get(name));
  typing.delete(name);
  showTyping();
}

function state(kind, text) {
  $("state").dataset.state = kind;
  $("state").textContent = text;
  $("connect").hidden = kind !== "offline";
  $("enter").disabled = kind !== "connected";
  if (kind !== "connected") {
    $("compose").disabled = true;
  }
}

const showTransport = () => state("connected", `connected by ${socket.io.engine.transport.name}`);

// What we hear

socket.on("connect", () => {
  showTransport();
  socket.io.engine.once("upgrade", showTransport);
  if (place) {
    attempt($("refusal"), () => join(place.name, place.room));
  }
});

socket.on("disconnect", () => {
  if (!socket.active) {
    state("offline", "offline: the server has closed the connection");
  } else if (navigator.onLine) {
    state("reconnecting", "reconnecting");
  } else {
    state("reconnecting", "reconnecting: this device is offline");
  }
});

socket.io.on("reconnect_attempt", (attempts) => state("reconnecting", `reconnecting, attempt ${attempts}`));

socket.on("connect_error", (error) => {
  if (!socket.active) {
    state("offline", `offline: ${error.message}`);
  }
});

socket.on("joined", (name) => {
  people.add(name);
  showPeople();
  notice(`${name} has joined.`);
});

socket.on("left", (name) => {
  people.delete(name);
  stopTyping(name);
  showPeople();
  notice(`${name} has left.`);
});

socket.on("message", (from, text) => {
  stopTyping(from);
  entry(from, text);
});

socket.on("picture", (from, type, bytes) => {
  const image = element("img", "");
  image.alt = `Picture from ${from}`;
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  image.addEventListener("load", () => {
    URL.revokeObjectURL(url);
    image.scrollIntoView({ block: "nearest" });
  });
  image.src = url;
  entry(from, image);
});

socket.on("typing", (name, isTyping) => {
  stopTyping(name);
  if (isTyping) {
    typing.set(name, setTimeout(() => stopTyping(name), TYPING_SHOWN));
    showTyping();
  }
});

// What the person does

$("join").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt($("refusal"), async () => {
    await join($("name").value, $("room").value);
    $("text").focus();
  });
});

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt($("problem"), () => say($("text").value));
});

$("text").addEventListener("input", () => tellTyping($("text").value !== ""));

$("picture").addEventListener("change", () => {
  const [file] = $("picture").files;
  $("picture").value = "";
  if (file) {
    attempt($("problem"), () => show(file));
  }
});

document.addEventListener("paste", (event) => {
  const [file] = event.clipboardData.files;
  if (file && !$("compose").disabled) {
    event.preventDefault();
    attempt($("problem"), () => show(file));
  }
});

$("connect").addEventListener("click", () => socket.connect());
