package hocket.server.spi;

import hocket.core.Ack;
import hocket.core.Args;
import hocket.core.Packet;
import hocket.core.Parser;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The sockets that one namespace has on this server, as its adapter sees them. Each method concerns them alone, whatever
 * {@link BroadcastScope#local} says. Any thread; nothing blocks.
 */
public interface LocalNamespace {
    /** The namespace's name, beginning with a slash. */
    String name();

    /** Monotonic time in nanoseconds, from any origin. */
    long nanoTime();

    /** The parser, for events that travel between servers. */
    Parser parser();

    /**
     * Encodes the event once and sends it to each socket meant. Broadcasts of one thread arrive in order; a socket whose
     * join was asked for before is reached.
     *
     * @throws IllegalArgumentException if an argument cannot be encoded
     */
    void broadcast(Packet event, BroadcastScope scope);

    /** As {@link #broadcast}, for an event with an ack id; the scope's timeout limits the answers. */
    void broadcastWithAck(Packet event, BroadcastScope scope, AckReceiver receiver);

    /** The sockets meant, live. */
    CompletionStage<List<SocketDetails>> fetchSockets(BroadcastScope scope);

    /** Has the sockets meant join these rooms; completed when they are in them. */
    CompletionStage<Void> join(BroadcastScope scope, Set<String> rooms);

    /** Has the sockets meant leave these rooms; completed when they have. */
    CompletionStage<Void> leave(BroadcastScope scope, Set<String> rooms);

    /** Disconnects the sockets meant, with {@code close} their connections too; completed when they are gone. */
    CompletionStage<Void> disconnect(BroadcastScope scope, boolean close);

    /** Another server has emitted this; the handlers of the namespace are called, and may answer. */
    void onServerSideEmit(String event, Args args, Ack ack);
}
