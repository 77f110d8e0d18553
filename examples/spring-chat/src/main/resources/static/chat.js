"use strict";

const ANSWER_TIMEOUT = 10_000;
const TYPING_SHOWN = 3_000;
const TYPING_TOLD_EVERY = 1_500;

const $ = (id) => document.getElementById(id);
const onlyPolling = new URLSearchParams(location.search).get("transport") === "polling";
const socket = io("/chat", { autoConnect: false, transports: onlyPolling ? ["polling"] : ["polling", "websocket"] });

let me = null;
let room = "lobby";
let toldTyping = 0;
let typingShown = 0;

/** Resolves with the answer; rejects with what to tell the person. */
async function ask(event, ...values) {
  const answer = await socket.timeout(ANSWER_TIMEOUT).emitWithAck(event, ...values);
  if (answer?.error) {
    throw new Error(answer.error.message);
  }
  return answer;
}

async function get(path) {
  const response = await fetch(path);
  if (response.status === 401) {
    location.assign("/login");
  }
  if (!response.ok) {
    throw new Error(`${path} is not there: ${response.status}`);
  }
  return response.json();
}

/** Does something, and shows why it failed. */
async function attempt(action) {
  $("problem").textContent = "";
  try {
    await action();
  } catch (e) {
    $("problem").textContent = e.message;
  }
}

// What we show: names and messages only ever become text, never markup

function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

/** Shows a message in its place, once: it may have come in more than one way. */
function show(message) {
  const log = $("log");
  const after = [...log.children].find((item) => Number(item.dataset.number) >= message.number);
  if (message.room === room && Number(after?.dataset.number) !== message.number) {
    const className = message.author === me.name ? "mine" : "";
    const item = element("li", className, element("span", "who", message.author), message.text);
    item.dataset.number = message.number;
    log.insertBefore(item, after ?? null);
    log.scrollTop = log.scrollHeight;
  }
}

function showState(kind, text) {
  $("state").dataset.state = kind;
  $("state").textContent = text;
  $("send").disabled = kind !== "connected";
}

const showTransport = () => showState("connected", `connected by ${socket.io.engine.transport.name}`);

function showTyping(text) {
  clearTimeout(typingShown);
  $("typing").textContent = text;
  typingShown = setTimeout(() => ($("typing").textContent = ""), TYPING_SHOWN);
}

// What we do

/** Joins first: what is said while the last messages are on their way comes, too. */
async function enter(name) {
  room = name;
  $("log").replaceChildren();
  for (const button of $("rooms").children) {
    button.setAttribute("aria-pressed", button.textContent === room);
  }
  await ask("join", room);
  (await get(`/api/rooms/${room}/messages`)).forEach(show);
}

async function say() {
  const text = $("text").value;
  show(await ask("say", { room, text }));
  $("text").value = "";
}

async function start() {
  me = await get("/api/me");
  $("csrf").name = me.csrfParameter;
  $("csrf").value = me.csrfToken;
  $("leave").textContent = `Log out ${me.name}`;
  $("leave").disabled = false;
  $("announce").hidden = !me.admin;
  for (const name of await get("/api/rooms")) {
    const button = element("button", "", name);
    button.addEventListener("click", () => attempt(() => enter(name)));
    $("rooms").append(button);
  }
  socket.connect();
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(say);
});

$("announce").addEventListener("click", () =>
  attempt(async () => {
    await ask("announce", $("text").value);
    $("text").value = "";
  }),
);

$("text").addEventListener("input", () => {
  if (Date.now() - toldTyping > TYPING_TOLD_EVERY) {
    toldTyping = Date.now();
    socket.emit("typing");
  }
});

// What we hear

socket.on("connect", () => {
  showTransport();
  socket.io.engine.once("upgrade", showTransport);
  attempt(() => enter(room));
});

socket.on("disconnect", () => {
  if (socket.active) {
    showState("connecting", "reconnecting");
  } else {
    showState("offline", "disconnected");
    attempt(() => get("/api/me")); // which leads to the form if the login has ended
  }
});

socket.on("connect_error", (error) => {
  if (error.description === 401) {
    location.assign("/login");
  } else {
    showState("connecting", "reconnecting");
  }
});

socket.on("said", (message) => {
  showTyping("");
  show(message);
});

socket.on("people", (names) => ($("people").textContent = names.join(", ")));
socket.on("typing", (name) => showTyping(`${name} is typing…`));
socket.on("announced", (name, text) => $("log").append(element("li", "notice", `${name} announces: ${text}`)));

attempt(start);
