package hocket.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A JSON value in which sixteen hexadecimal digits say whose it is and which one, so that no two are the same. */
public final class Payload {
    /** The bytes of an ordinary message. */
    public static final int SMALL = 64;

    private static final String DIGITS = "0123456789abcdef";
    private static final byte[] HEX = DIGITS.getBytes(StandardCharsets.US_ASCII);
    private static final String MULTI_BYTE = "aéz €中文q😀";
    private static final String ASCII = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ ";

    private final byte[] template;
    private final int digitsAt;

    private Payload(byte[] template, int digitsAt) {
        this.template = template;
        this.digitsAt = digitsAt;
    }

    /** A string of that many bytes of ASCII, sixteen at least. */
    public static Payload text(int bytes) {
        return string(ASCII, bytes);
    }

    /** A string of about that many bytes of UTF-8. */
    public static Payload multiByte(int bytes) {
        return string(MULTI_BYTE, bytes);
    }

    private static Payload string(String letters, int bytes) {
        StringBuilder text = new StringBuilder("\"").append(DIGITS);
        int[] points = letters.codePoints().toArray();
        for (int i = 0, length = DIGITS.length(); length < bytes; i++) {
            String letter = Character.toString(points[i % points.length]);
            text.append(letter);
            length += letter.getBytes(StandardCharsets.UTF_8).length;
        }
        return of(text.append('"').toString());
    }

    /** An object of about 250 bytes, with arrays, numbers and null. */
    public static Payload object() {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            items.append(i == 0 ? "" : ",")
                    .append(
                            "{\"id\":%d,\"name\":\"item %d\",\"price\":%d.5,\"tags\":[\"a\",\"bc\"],\"ok\":%b,\"none\":null}"
                                    .formatted(i, i, 10 + i, i % 2 == 0));
        }
        return of("{\"key\":\"" + DIGITS + "\",\"items\":[" + items + "]}");
    }

    /** Bytes for an attachment, which is no JSON. */
    public static Payload bytes(int count) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(count);
        bytes.writeBytes(HEX);
        while (bytes.size() < count) {
            bytes.write(bytes.size() * 131);
        }
        return new Payload(bytes.toByteArray(), 0);
    }

    private static Payload of(String json) {
        byte[] template = json.getBytes(StandardCharsets.UTF_8);
        return new Payload(template, json.indexOf(DIGITS)); // what is before the digits is ASCII
    }

    public int length() {
        return template.length;
    }

    /** Writes the value to that place, as the one of that sender and number. */
    void write(int sender, int number, byte[] target, int at) {
        System.arraycopy(template, 0, target, at, template.length);
        writeHex(sender, target, at + digitsAt);
        writeHex(number, target, at + digitsAt + 8);
    }

    private static void writeHex(int value, byte[] target, int at) {
        for (int i = 0; i < 8; i++) {
            target[at + i] = HEX[value >>> (28 - 4 * i) & 15];
        }
    }
}
