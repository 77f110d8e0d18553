package hocket.core;

import org.jspecify.annotations.Nullable;

/** The seven types of an Engine.IO packet, in the order of their digits (Engine.IO protocol, "Packet encoding"). */
public enum EnginePacketType {
    /** The handshake, from server to client. */
    OPEN('0'),
    /** The transport is to be closed. */
    CLOSE('1'),
    /** A heartbeat, or the probe of an upgrade. */
    PING('2'),
    /** The answer to a ping. */
    PONG('3'),
    /** A message of the user. */
    MESSAGE('4'),
    /** The client asks to make the probed transport the session's. */
    UPGRADE('5'),
    /** Nothing: it answers a poll that is to end. */
    NOOP('6');

    private static final EnginePacketType[] BY_DIGIT = values();

    private final byte digit;

    EnginePacketType(char digit) {
        this.digit = (byte) digit;
    }

    /** The ASCII digit on the wire. */
    byte digit() {
        return digit;
    }

    /** The raw byte that stands for the digit in the binary forms of revision 3. */
    byte rawByte() {
        return (byte) (digit - '0');
    }

    /** The type with this ASCII digit, null if there is none. */
    static @Nullable EnginePacketType ofDigit(byte digit) {
        int index = digit - '0';
        return index >= 0 && index < BY_DIGIT.length ? BY_DIGIT[index] : null;
    }
}
