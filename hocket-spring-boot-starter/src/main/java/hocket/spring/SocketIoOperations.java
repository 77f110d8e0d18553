package hocket.spring;

import hocket.server.BroadcastTarget;

/**
 * Emits to clients from any bean: {@code io.emit("news", item)}, {@code io.of("/chat").to("lobby").emit("said", text)}. Its
 * own methods are those of the main namespace. Any thread; nothing blocks. To handle events too, have a {@link
 * hocket.server.SocketIoServer} injected.
 */
public interface SocketIoOperations extends BroadcastTarget {
    /** The sockets of that namespace. */
    BroadcastTarget of(String namespace);
}
