package hocket.client;

import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server tells in its first packet (Engine.IO protocol, "Handshake"). Immutable. */
final class HandshakeData {
    private static final long MAX_MILLIS = Duration.ofDays(24).toMillis(); // what fits a timer of JavaScript
    private static final int MAX_SID_CHARACTERS = 1000;

    final String sid;
    final boolean offersWebSocket;
    final Duration pingInterval;
    final Duration pingTimeout;
    /** Bytes of one POST; 0 if the server does not tell. */
    final int maxPayload;

    private HandshakeData(Map<?, ?> fields) throws ProtocolException {
        if (!(fields.get("sid") instanceof String given)) {
            throw new ProtocolException("a handshake has a sid");
        }
        sid = given;
        if (sid.isEmpty() || sid.length() > MAX_SID_CHARACTERS) {
            throw new ProtocolException("the sid of a handshake has 1 to " + MAX_SID_CHARACTERS + " characters");
        }
        pingInterval = millis(fields, "pingInterval");
        pingTimeout = millis(fields, "pingTimeout");
        offersWebSocket =
                fields.get("upgrades") instanceof List<?> upgrades && upgrades.contains(TransportName.WEBSOCKET.wire());
        maxPayload = maxPayload(fields.get("maxPayload"));
    }

    static HandshakeData read(JsonCodec codec, ByteSlice json) throws ProtocolException {
        codec.index(json); // checks it
        if (!(codec.read(json, Object.class, JsonCodec.Binaries.NONE) instanceof Map<?, ?> fields)) {
            throw new ProtocolException("a handshake is a JSON object");
        }
        return new HandshakeData(fields);
    }

    private static Duration millis(Map<?, ?> fields, String name) throws ProtocolException {
        Object value = fields.get(name);
        long millis = value instanceof Number number ? number.longValue() : 0;
        if (millis < 1 || millis > MAX_MILLIS) {
            throw new ProtocolException("the " + name + " of a handshake is a number from 1 to " + MAX_MILLIS);
        }
        return Duration.ofMillis(millis);
    }

    private static int maxPayload(@Nullable Object value) throws ProtocolException {
        if (value == null) {
            return 0;
        }
        if (!(value instanceof Number number) || number.longValue() < 1) {
            throw new ProtocolException("the maxPayload of a handshake is a number of 1 or more");
        }
        return (int) Math.min(Integer.MAX_VALUE, number.longValue());
    }
}
