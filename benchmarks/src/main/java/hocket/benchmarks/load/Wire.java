package hocket.benchmarks.load;

import java.nio.charset.StandardCharsets;

/** The packets of Engine.IO 4 and Socket.IO 5, as far as the load needs them. */
final class Wire {
    static final char SEPARATOR = '\u001e';
    static final byte[] ENGINE_PONG = {'3'};

    private Wire() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What follows the type of a packet in a namespace. */
    static String in(String namespace) {
        return namespace.equals("/") ? "" : namespace + ",";
    }

    /** {@code head + payload + "]"}. */
    static byte[] packet(String head, Payload payload, int sender, int number) {
        int before = head.length();
        byte[] packet = new byte[before + payload.length() + 1];
        for (int i = 0; i < before; i++) {
            packet[i] = (byte) head.charAt(i);
        }
        payload.write(sender, number, packet, before);
        packet[packet.length - 1] = ']';
        return packet;
    }

    static String excerpt(byte[] bytes, int from, int to) {
        return new String(bytes, from, Math.min(to - from, 120), StandardCharsets.UTF_8);
    }
}
