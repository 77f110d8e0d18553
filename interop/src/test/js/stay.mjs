// Clients behind a proxy, some by each transport. Prints the nodes that they have stayed with, one a line.
import { Agent } from "node:http";
import { ask, open } from "./peer.mjs";

const [url, sticky, count] = process.argv.slice(2);
const TRANSPORTS = ["polling", "websocket", "upgrade"];

/** As from a browser, or from a machine, of its own. */
const apart = (n) =>
  sticky === "COOKIE" ? { withCredentials: true } : { agent: new Agent({ keepAlive: true, localAddress: `127.0.1.${n + 1}` }) };

async function stay(n) {
  const peer = await open("sio4", { url, transport: TRANSPORTS[n % TRANSPORTS.length] });
  const [node] = await ask(await peer.connect("/", apart(n)), "stay");
  console.log(node);
}

await Promise.all(Array.from({ length: count }, (_, n) => stay(n)));
process.exit(0);
