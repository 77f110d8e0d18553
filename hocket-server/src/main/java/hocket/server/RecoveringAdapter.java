package hocket.server;

import hocket.core.EncodedPacket;
import hocket.core.Packet;
import hocket.server.spi.BroadcastScope;
import hocket.server.spi.RecoverableSession;
import hocket.server.spi.RestoredSession;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of a server that is alone and remembers, for a while, what was sent and who was cut off (Socket.IO,
 * "Connection state recovery"). Each event that may be missed gets a number, its offset, and is sent in the order of these
 * numbers. An event older than any session that is kept is forgotten: whoever has missed it cannot come back.
 */
final class RecoveringAdapter extends LocalAdapter {
    /** More events than this are not remembered, however young they are. */
    private static final int MAX_EVENTS = 100_000;

    /** Nor are more bytes than this. */
    private static final long MAX_EVENT_BYTES = 64 << 20;

    /** More sessions than this are not kept: the oldest goes. */
    private static final int MAX_SESSIONS = 100_000;

    private static final int RADIX = 36;

    private final LocalSockets local;
    private final long sessionNanos;
    private final long eventNanos;
    private final String origin = Long.toString(new SecureRandom().nextLong() >>> 1, RADIX) + "-";
    private final ArrayDeque<Sent> events = new ArrayDeque<>(); // under the monitor
    private final Map<String, Kept> sessions = new LinkedHashMap<>(); // under the monitor: by private id, oldest first
    private long eventBytes; // under the monitor
    private long newest; // under the monitor: the number of the last event, from 1
    private long lost; // under the monitor: up to this number events were forgotten although they were young

    /**
     * Remembers nothing yet.
     *
     * @param noticed within which the end of a connection is noticed: so much longer than a session an event is kept
     */
    RecoveringAdapter(LocalSockets local, Duration maxDisconnection, Duration noticed) {
        super(local);
        this.local = local;
        this.sessionNanos = maxDisconnection.toNanos();
        this.eventNanos = maxDisconnection.plus(noticed).toNanos();
    }

    @Override
    public boolean isRecovering() {
        return true;
    }

    /** Numbered, remembered and handed to the lanes in one step, so that each client gets offsets in order. */
    @Override
    public void broadcast(Packet event, BroadcastScope scope) {
        if (event.id() != Packet.NO_ID) {
            super.broadcast(event, scope);
        } else if (scope.isVolatile()) {
            broadcastVolatile(event, scope);
        } else {
            synchronized (this) {
                String offset = offset(newest + 1);
                EncodedPacket encoded = encode(event, offset, scope);
                newest++;
                remember(new Sent(newest, local.nanoTime(), scope, encoded));
                local.queueBroadcast(new Outgoing(event, encoded, false, offset), scope);
            }
        }
    }

    /** The client takes a string at the end of a volatile event for an offset: it gets one that is true. */
    private void broadcastVolatile(Packet event, BroadcastScope scope) {
        List<?> data = Offsets.dataOf(event);
        if (Offsets.mayBeRead(data.get(data.size() - 1))) {
            String position = position();
            local.queueBroadcast(new Outgoing(event, encode(event, position, scope), true, position), scope);
        } else {
            super.broadcast(event, scope);
        }
    }

    private EncodedPacket encode(Packet event, String offset, BroadcastScope scope) {
        List<@Nullable Object> data = new ArrayList<>(Offsets.dataOf(event));
        data.add(offset);
        return local.parser().encode(Packet.event(event.namespace(), data)).compress(scope.compress());
    }

    private void remember(Sent event) {
        events.add(event);
        eventBytes += event.encoded.sizeBytes();
        while (event.time - events.getFirst().time > eventNanos) {
            forgetFirst();
        }
        while (events.size() > MAX_EVENTS || eventBytes > MAX_EVENT_BYTES) {
            lost = forgetFirst().number;
        }
    }

    private Sent forgetFirst() {
        Sent first = events.removeFirst();
        eventBytes -= first.encoded.sizeBytes();
        return first;
    }

    @Override
    public synchronized String position() {
        return offset(newest);
    }

    private String offset(long number) {
        return origin + Long.toString(number, RADIX);
    }

    @Override
    public synchronized void persist(RecoverableSession session) {
        long now = local.nanoTime();
        forgetOld(sessions.values(), now);
        sessions.put(session.privateId(), new Kept(session, now));
        if (sessions.size() > MAX_SESSIONS) {
            sessions.remove(sessions.keySet().iterator().next());
        }
    }

    private void forgetOld(Collection<Kept> kept, long now) {
        for (Iterator<Kept> oldest = kept.iterator(); oldest.hasNext() && now - oldest.next().time > sessionNanos; ) {
            oldest.remove();
        }
    }

    @Override
    public synchronized void restore(
            String privateId, @Nullable String offset, Consumer<@Nullable RestoredSession> receiver) {
        forgetOld(sessions.values(), local.nanoTime());
        Kept kept = sessions.get(privateId);
        long last = kept == null ? -1 : number(kept.session, offset);
        if (kept == null || last < lost || last > newest) {
            receiver.accept(null);
            return;
        }
        sessions.remove(privateId);
        List<EncodedPacket> missed = new ArrayList<>();
        for (Sent event : events) {
            if (event.number > last && event.isFor(kept.session.rooms())) {
                missed.add(event.encoded);
            }
        }
        receiver.accept(new RestoredSession(kept.session, missed));
    }

    /**
     * The number of the last event the client has got, or -1 if it does not know. A client that has got nothing yet may
     * show an offset of the session it had before.
     */
    private long number(RecoverableSession session, @Nullable String offset) {
        long start = number(session.offset());
        if (offset == null) {
            return start;
        }
        long known = number(session.misread().getOrDefault(offset, offset));
        return known < 0 ? known : Math.max(known, start);
    }

    private long number(String known) {
        if (!known.startsWith(origin)) {
            return -1;
        }
        try {
            return Long.parseLong(known.substring(origin.length()), RADIX);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** An event that was sent. */
    private record Sent(long number, long time, BroadcastScope scope, EncodedPacket encoded) {
        boolean isFor(Set<String> rooms) {
            return (scope.rooms().isEmpty() || scope.rooms().stream().anyMatch(rooms::contains))
                    && scope.except().stream().noneMatch(rooms::contains);
        }
    }

    /** A session whose client is away. */
    private record Kept(RecoverableSession session, long time) {}
}
