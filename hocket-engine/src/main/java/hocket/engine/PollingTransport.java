package hocket.engine;

import hocket.core.ByteSlice;
import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import hocket.core.Payload;
import hocket.core.ProtocolException;
import hocket.core.Revision;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTP long-polling: a GET waits until there is something to send, a POST brings what the client sends. At most one of
 * each at a time (Engine.IO protocol, "HTTP long-polling"). Belongs to the session's lane.
 */
final class PollingTransport implements Transport {
    static final String NAME = "polling";

    private static final EncodedPacket CLOSE = EncodedPacket.of(EnginePacket.of(EnginePacketType.CLOSE));
    private static final EncodedPacket NOOP = EncodedPacket.of(EnginePacket.of(EnginePacketType.NOOP));

    /** A client that closes may have sent a poll at the same moment, on a connection of its own. */
    private static final Duration LEAVE_TIME = Duration.ofMillis(100);

    private final Session session;
    private final Revision revision;
    private final boolean base64;
    private final EngineOptions options;
    private final Lane lane;

    private @Nullable Arrival poll; // session lane: a GET that waits
    private @Nullable Arrival post; // session lane: a POST whose body is coming
    private @Nullable Arrival unanswered; // session lane: a POST whose packets are being handled
    private boolean paused; // session lane
    private boolean closing; // session lane: the next poll is told that the session is over
    private boolean leaving; // session lane: the client has closed
    private boolean ended; // session lane
    private @Nullable Timeout closeTimeout; // session lane: null before it is started
    private @Nullable Timeout leaveTimeout; // session lane: as above

    PollingTransport(Session session, Revision revision, boolean base64, EngineOptions options, Lane lane) {
        this.session = session;
        this.revision = revision;
        this.base64 = base64;
        this.options = options;
        this.lane = lane;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isWritable() {
        return poll != null && !ended && !leaving;
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    /** A request with the session's id came. */
    void onRequest(Arrival arrival) {
        lane.assertInside();
        switch (arrival.request().method()) {
            case "GET" -> onPoll(arrival);
            case "POST" -> onPost(arrival);
            default -> {
                HttpResponse notAllowed = HttpResponse.empty(405);
                notAllowed.headers().add("Allow", "GET, POST");
                arrival.respond(notAllowed);
            }
        }
    }

    private void onPoll(Arrival arrival) {
        if (poll != null) {
            arrival.respond(HttpResponse.empty(400));
            end(CloseReason.TRANSPORT_ERROR, "overlap from client");
            return;
        }
        poll = arrival;
        arrival.onAborted(lane, () -> {
            if (poll == arrival) {
                poll = null;
                end(CloseReason.TRANSPORT_ERROR, "poll connection closed prematurely");
            }
        });
        if (leaving) {
            leave();
        } else if (closing) {
            answerPoll(List.of(NOOP, CLOSE));
            end(CloseReason.FORCED_CLOSE, "");
        } else {
            session.onWritable();
        }
    }

    private void onPost(Arrival arrival) {
        if (post != null || unanswered != null) {
            arrival.respond(HttpResponse.empty(400));
            if (post != null) {
                post.abort();
                post = null;
            }
            end(CloseReason.TRANSPORT_ERROR, "data request overlap from client");
            return;
        }
        boolean binary = "application/octet-stream".equals(arrival.request().header("Content-Type"));
        if (binary && !revision.allowsBinaryBody()) {
            arrival.respond(HttpResponse.empty(400));
            end(CloseReason.TRANSPORT_ERROR, "invalid content");
            return;
        }
        post = arrival;
        arrival.onAborted(lane, () -> {
            if (post == arrival) {
                post = null;
                end(CloseReason.TRANSPORT_ERROR, "data request connection closed prematurely");
            }
        });
        arrival.receive(options.maxHttpBufferSize, lane, new HttpExchange.BodyReceiver() {
            @Override
            public void onBody(ByteSlice body) {
                if (post == arrival) {
                    post = null;
                    take(arrival, body, binary);
                }
            }

            @Override
            public void onTooLarge() {
                if (post == arrival) {
                    post = null;
                    arrival.respond(HttpResponse.empty(413));
                    end(CloseReason.TRANSPORT_ERROR, "the body exceeds maxHttpBufferSize");
                }
            }
        });
    }

    /** The answer comes when the packets have been taken, so that a client that waits for it is slowed down with us. */
    private void take(Arrival arrival, ByteSlice body, boolean binary) {
        try {
            ByteSlice payload = binary ? body : PollingBody.text(body, isJsonp(arrival));
            revision.decode(payload, binary, this::onPacket);
        } catch (ProtocolException e) {
            end(CloseReason.PARSE_ERROR, String.valueOf(e.getMessage()));
        }
        unanswered = arrival;
        if (ended) {
            answerPost();
        } else {
            session.whenHandled(this::answerPost);
        }
    }

    private void answerPost() {
        Arrival waiting = unanswered;
        if (waiting != null && (!paused || ended)) {
            unanswered = null;
            waiting.respond(PollingBody.ok());
        }
    }

    private void onPacket(EnginePacket packet) {
        if (ended || leaving) {
            return;
        }
        if (packet.type() == EnginePacketType.CLOSE) {
            leaving = true;
            if (poll == null) {
                leaveTimeout = lane.newTimeout(this::leave);
                leaveTimeout.start(LEAVE_TIME);
            } else {
                leave();
            }
        } else {
            session.onPacket(packet);
        }
    }

    private void leave() {
        answerPoll(List.of(NOOP));
        end(CloseReason.TRANSPORT_CLOSE, "");
    }

    @Override
    public void send(List<EncodedPacket> packets) {
        lane.assertInside();
        answerPoll(packets);
    }

    /** Answers the waiting poll with a noop, so that the client can change its transport. */
    void releasePoll() {
        answerPoll(List.of(NOOP));
    }

    private void answerPoll(List<EncodedPacket> packets) {
        Arrival waiting = poll;
        if (waiting == null) {
            return;
        }
        poll = null;
        List<EnginePacket> flat = new ArrayList<>(packets.size());
        boolean compress = false;
        for (EncodedPacket packet : packets) {
            flat.addAll(packet.packets());
            compress |= packet.compress();
        }
        boolean jsonp = isJsonp(waiting);
        Payload payload = revision.encode(flat, base64 || jsonp);
        waiting.respond(
                PollingBody.response(waiting.request(), payload, jsonp, compress ? options.httpCompression : null));
    }

    private static boolean isJsonp(Arrival arrival) {
        return arrival.request().query("j") != null;
    }

    @Override
    public void close(boolean discard) {
        lane.assertInside();
        refusePost();
        if (poll != null || discard) {
            answerPoll(List.of(CLOSE));
            end(CloseReason.FORCED_CLOSE, "");
        } else {
            closing = true;
            closeTimeout = lane.newTimeout(() -> end(CloseReason.FORCED_CLOSE, ""));
            closeTimeout.start(options.closeTimeout);
        }
    }

    @Override
    public void detach() {
        ended = true;
        cancelTimeouts();
        refusePost();
        resumeReading();
        answerPoll(List.of(CLOSE));
    }

    /** A body that is still coming has no session any more. */
    private void refusePost() {
        Arrival coming = post;
        if (coming != null) {
            post = null;
            coming.respond(HttpResponse.empty(400));
        }
    }

    private void cancelTimeouts() {
        if (closeTimeout != null) {
            closeTimeout.cancel();
        }
        if (leaveTimeout != null) {
            leaveTimeout.cancel();
        }
    }

    private void end(CloseReason reason, String description) {
        if (!ended) {
            ended = true;
            cancelTimeouts();
            session.onTransportClosed(reason, description);
        }
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
        answerPost();
    }
}
