package hocket.client;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.client.spi.HttpCall;
import hocket.client.spi.HttpCallback;
import hocket.core.ByteSlice;
import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import hocket.core.ProtocolException;
import hocket.core.Revision;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Long-polling (Engine.IO protocol, "HTTP long-polling"): one GET waits for packets, one POST at a time brings them.
 * Belongs to the manager's lane.
 */
final class PollingTransport extends Transport {
    private static final int OK = 200;
    private static final Duration GOOD_BYE = Duration.ofSeconds(10); // as WebSockets have

    private final ClientTransport http;
    private final ClientLane lane;
    private final Supplier<ClientRequest> requests;
    private final Revision revision;
    private final Owner owner;
    private final ArrayDeque<EnginePacket> outgoing = new ArrayDeque<>(); // lane: what the POSTs to come will bring
    private @Nullable HttpCall polling; // lane: the GET on its way
    private @Nullable HttpCall posting; // lane: the POST on its way
    private @Nullable Runnable paused; // lane: whom to tell, while it is being paused
    private boolean reading = true; // lane
    private @Nullable Runnable gone; // lane: null until it is being closed
    private ClientLane.@Nullable Timer goodByeTimer; // lane: while it is being closed
    private boolean ended; // lane: the owner hears nothing more
    private int maxPayload; // lane: bytes of a POST, 0 for any number

    /**
     * A transport that has sent nothing yet.
     *
     * @param requests a GET each time, with the session's id as soon as there is one
     */
    PollingTransport(
            ClientTransport http, ClientLane lane, Supplier<ClientRequest> requests, Revision revision, Owner owner) {
        this.http = http;
        this.lane = lane;
        this.requests = requests;
        this.revision = revision;
        this.owner = owner;
    }

    @Override
    TransportName name() {
        return TransportName.POLLING;
    }

    /** What the server takes in one POST; 0 for any number of bytes. */
    void maxPayload(int bytes) {
        maxPayload = bytes;
    }

    @Override
    void open() {
        poll();
    }

    private void poll() {
        if (ended || polling != null || paused != null || gone != null || !reading) {
            return;
        }
        polling = http.send(requests.get(), new Answer("xhr poll error", this::onPolled));
    }

    private void onPolled(ByteSlice body) {
        polling = null;
        try {
            revision.decode(body, false, this::receive);
        } catch (ProtocolException e) {
            fail(new TransportException("server error: " + e.getMessage(), 0, e));
            return;
        }
        poll();
        finishPause();
    }

    private void receive(EnginePacket packet) {
        if (ended || gone != null) {
            return;
        }
        if (packet.type() == EnginePacketType.CLOSE) {
            end(DisconnectReason.TRANSPORT_CLOSE, DisconnectDetails.of("transport closed by the server"));
        } else {
            owner.onPacket(this, packet);
        }
    }

    @Override
    void send(List<EncodedPacket> packets) {
        packets.forEach(packet -> outgoing.addAll(packet.packets()));
        post();
    }

    private void post() {
        if (ended || posting != null || outgoing.isEmpty()) {
            return;
        }
        ByteSlice body = revision.encode(nextBatch(), true).body();
        posting = http.send(requests.get().post(body), new Answer("xhr post error", answer -> onPosted()));
    }

    /**
     * As many as the server takes at once; a packet that is too long goes alone. The reference counts base64 with a factor
     * of 1.33, and its batches of bytes may be too long by some. A good-bye goes alone, too: the reference's server ends
     * the session while it reads the payload, and hands on what stood before the good-bye only after that.
     */
    private List<EnginePacket> nextBatch() {
        List<EnginePacket> batch = new ArrayList<>();
        long size = 0;
        while (!outgoing.isEmpty()) {
            EnginePacket next = outgoing.element();
            size += next.isBinary() ? 1 + (next.sizeBytes() + 2L) / 3 * 4 : next.sizeBytes();
            boolean tooLong = maxPayload > 0 && size > maxPayload;
            if (!batch.isEmpty() && (tooLong || next.type() == EnginePacketType.CLOSE)) {
                break;
            }
            batch.add(outgoing.remove());
            size++; // what separates it from the next
        }
        return batch;
    }

    private void onPosted() {
        posting = null;
        post();
        if (gone != null) {
            finishClose();
        } else if (isWritable()) {
            owner.onWritable(this);
        }
        finishPause();
    }

    private void finishClose() {
        if (gone != null && posting == null) {
            abort();
            gone.run();
        }
    }

    @Override
    boolean isWritable() {
        return !ended && posting == null && outgoing.isEmpty();
    }

    @Override
    void pause(Runnable done) {
        paused = done;
        finishPause();
    }

    private void finishPause() {
        if (paused != null && !ended && polling == null && posting == null && outgoing.isEmpty()) {
            paused.run();
        }
    }

    @Override
    void resume() {
        paused = null;
        poll();
    }

    @Override
    void reading(boolean wanted) {
        reading = wanted;
        poll();
    }

    private void fail(TransportException error) {
        if (gone != null) {
            posting = null;
            finishClose();
            return;
        }
        end(DisconnectReason.TRANSPORT_ERROR, DisconnectDetails.of(error));
    }

    private void end(DisconnectReason reason, DisconnectDetails details) {
        if (!ended) {
            abort();
            owner.onEnd(this, reason, details);
        }
    }

    /** The good-bye is a packet, which follows the others. */
    @Override
    void close(Runnable done) {
        gone = done;
        goodByeTimer = lane.schedule(GOOD_BYE, () -> {
            abort();
            done.run();
        });
        outgoing.add(EnginePacket.of(EnginePacketType.CLOSE));
        post();
    }

    @Override
    void abort() {
        ended = true;
        if (goodByeTimer != null) {
            goodByeTimer.cancel();
        }
        if (polling != null) {
            polling.cancel();
            polling = null;
        }
        if (posting != null) {
            posting.cancel();
            posting = null;
        }
    }

    /** The answer to one request, on the lane. */
    private final class Answer implements HttpCallback {
        private final String error;
        private final Consumer<ByteSlice> success;

        Answer(String error, Consumer<ByteSlice> success) {
            this.error = error;
            this.success = success;
        }

        @Override
        public void onResponse(int status, ByteSlice body) {
            lane.enter(() -> {
                if (ended) {
                    return;
                }
                if (status == OK) {
                    success.accept(body);
                } else {
                    fail(new TransportException(error, status, null));
                }
            });
        }

        @Override
        public void onFailed(Throwable cause) {
            lane.enter(() -> {
                if (!ended) {
                    fail(new TransportException(error, 0, cause));
                }
            });
        }
    }
}
