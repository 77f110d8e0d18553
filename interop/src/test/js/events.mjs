// What the scenarios of both kinds of client share.

/** Resolves with the arguments of the emitter's next event of that name. */
export const once = (emitter, event) =>
  new Promise((resolve) => emitter.once(event, (...values) => resolve(values)));

/** Resolves with the arguments of the emitter's next `count` events of that name. */
export const collect = (emitter, event, count) =>
  new Promise((resolve) => {
    const values = [];
    emitter.on(event, (...received) => {
      values.push(received);
      if (values.length === count) {
        resolve(values);
      }
    });
  });

/** Makes an Engine.IO client send nothing more, as if it hung; the old one then misses no answer either. */
export function silence(engine) {
  engine.sendPacket = engine._sendPacket = () => {};
  clearTimeout(engine.pingIntervalTimer);
  clearTimeout(engine.pingTimeoutTimer);
}

/** Bytes that do not repeat soon and are no UTF-8; the same for the same length. */
export function noise(length) {
  const bytes = Buffer.alloc(length);
  let state = 0x9e3779b9 ^ length;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

const bufferOf = (value) =>
  ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.from(value);

/** Buffers as {bytes: [...]}, so that a result shows which values are binary. */
export function plain(value) {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    return { bytes: [...bufferOf(value)] };
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}

/** Whether a binary value holds exactly these bytes, whatever class it has. */
export const holds = (value, bytes) => typeof value === "object" && bufferOf(value).equals(bytes);
