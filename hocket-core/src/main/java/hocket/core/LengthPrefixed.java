package hocket.core;

import java.util.List;
import java.util.function.Consumer;

/**
 * Payloads of revision 3: each packet behind its length. In text the length counts UTF-16 code units, as JavaScript
 * does; in {@code application/octet-stream} it counts bytes and stands as raw decimal digits, one a byte.
 */
final class LengthPrefixed {
    static final ByteSlice BASE64_MESSAGE = ByteSlice.utf8("b4");

    private static final int MAX_LENGTH_DIGITS = 10;
    private static final byte STRING = 0;
    private static final byte BINARY = 1;
    private static final byte END_OF_LENGTH = (byte) 0xff;

    private LengthPrefixed() {}

    static Payload encode(List<EnginePacket> packets, boolean base64) {
        boolean binary = !base64 && packets.stream().anyMatch(EnginePacket::isBinary);
        if (packets.isEmpty()) {
            return new Payload(ByteSlice.utf8("0:"), false);
        }
        ByteSink sink = new ByteSink(64);
        for (EnginePacket packet : packets) {
            if (binary) {
                writeBinary(packet, sink);
            } else {
                writeText(packet, sink);
            }
        }
        return new Payload(sink.toSlice(), binary);
    }

    private static void writeText(EnginePacket packet, ByteSink sink) {
        if (packet.isBinary()) {
            sink.writeDecimal((long) packet.base64().length() + BASE64_MESSAGE.length());
            sink.write(':');
            sink.write(BASE64_MESSAGE);
            sink.write(packet.base64());
        } else {
            sink.writeDecimal(Utf8.utf16Length(packet.wire()));
            sink.write(':');
            sink.write(packet.wire());
        }
    }

    private static void writeBinary(EnginePacket packet, ByteSink sink) {
        ByteSlice data = packet.isBinary() ? typedFrame(packet).payload() : packet.wire();
        sink.write(packet.isBinary() ? BINARY : STRING);
        for (byte digit : ByteSlice.utf8(Integer.toString(data.length())).toByteArray()) {
            sink.write(digit - '0');
        }
        sink.write(END_OF_LENGTH);
        sink.write(data);
    }

    static void decodeText(Revision revision, ByteSlice body, Consumer<EnginePacket> sink) throws ProtocolException {
        if (body.isEmpty()) {
            throw new ProtocolException("a payload is not empty");
        }
        int at = 0;
        while (at < body.length()) {
            int colon = at;
            long units = 0;
            while (colon < body.length() && body.at(colon) != ':') {
                units = appendDigit(units, body.at(colon) - '0', colon - at);
                colon++;
            }
            if (colon == at || colon == body.length()) {
                throw new ProtocolException("a packet in a payload has a length in digits and a colon before it");
            }
            int end = skipUtf16(body, colon + 1, units);
            if (end > colon + 1) {
                sink.accept(revision.decodeText(body.slice(colon + 1, end)));
            }
            at = end;
        }
    }

    /** Where the text of so many UTF-16 code units ends. */
    private static int skipUtf16(ByteSlice body, int from, long units) throws ProtocolException {
        int at = from;
        long left = units;
        while (left > 0 && at < body.length()) {
            left -= Utf8.utf16Units(body.at(at++));
            while (at < body.length() && Utf8.utf16Units(body.at(at)) == 0) {
                at++;
            }
        }
        if (left != 0) {
            throw new ProtocolException("the length of a packet is that of the packet");
        }
        return at;
    }

    static void decodeBinary(Revision revision, ByteSlice body, Consumer<EnginePacket> sink) throws ProtocolException {
        int at = 0;
        while (at < body.length()) {
            byte kind = body.at(at++);
            if (kind != STRING && kind != BINARY) {
                throw new ProtocolException("a packet in a binary payload begins with 0 or 1");
            }
            int start = at;
            long length = 0;
            while (at < body.length() && body.at(at) != END_OF_LENGTH) {
                length = appendDigit(length, body.at(at), at - start);
                at++;
            }
            if (at == start || at == body.length()) {
                throw new ProtocolException("a packet in a binary payload has a length that ends with 255");
            }
            at++;
            if (length > body.length() - at) {
                throw new ProtocolException("the length of a packet is that of the packet");
            }
            ByteSlice data = body.slice(at, at + (int) length);
            if (kind == STRING && !Utf8.isValid(data)) {
                throw new ProtocolException("a text in a binary payload is UTF-8");
            }
            sink.accept(kind == STRING ? revision.decodeText(data) : decodeTyped(data));
            at += (int) length;
        }
    }

    private static long appendDigit(long number, int digit, int index) throws ProtocolException {
        if (digit < 0 || digit > 9) {
            throw new ProtocolException("a length consists of digits");
        }
        if (index >= MAX_LENGTH_DIGITS) {
            throw new ProtocolException("a length has at most " + MAX_LENGTH_DIGITS + " digits");
        }
        return number * 10 + digit;
    }

    /** A binary message behind its type as a raw byte. */
    static Frame typedFrame(EnginePacket packet) {
        ByteSlice data = packet.data();
        ByteSink sink = new ByteSink(data.length() + 1);
        sink.write(packet.type().rawByte());
        sink.write(data);
        return new Frame(true, sink.toSlice());
    }

    static EnginePacket decodeTyped(ByteSlice message) throws ProtocolException {
        if (message.isEmpty() || message.at(0) != EnginePacketType.MESSAGE.rawByte()) {
            throw new ProtocolException("a binary packet begins with the byte 4");
        }
        return EnginePacket.binary(message.slice(1));
    }

    static ByteSlice base64Digits(ByteSlice text) throws ProtocolException {
        if (text.length() < BASE64_MESSAGE.length() || !text.slice(0, 2).equals(BASE64_MESSAGE)) {
            throw new ProtocolException("a binary packet in text begins with b4");
        }
        return text.slice(BASE64_MESSAGE.length());
    }
}
