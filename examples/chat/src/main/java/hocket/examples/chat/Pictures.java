package hocket.examples.chat;

import java.util.Arrays;

/** What may be sent as a picture. */
final class Pictures {
    static final int MAX_BYTES = 1_000_000;

    private Pictures() {}

    /**
     * The type of a picture. It is read from the bytes: what the sender says cannot be relied on, and an SVG image may hold
     * scripts.
     */
    static String requireType(byte[] picture) {
        if (picture.length > MAX_BYTES) {
            throw new RefusedException("A picture has up to " + MAX_BYTES / 1_000_000 + " MB.");
        }
        if (holds(picture, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return "image/png";
        }
        if (holds(picture, 0, 0xff, 0xd8, 0xff)) {
            return "image/jpeg";
        }
        if (holds(picture, 0, 'G', 'I', 'F', '8')) {
            return "image/gif";
        }
        if (holds(picture, 0, 'R', 'I', 'F', 'F') && holds(picture, 8, 'W', 'E', 'B', 'P')) {
            return "image/webp";
        }
        throw new RefusedException("A picture is a PNG, JPEG, GIF or WebP.");
    }

    private static boolean holds(byte[] bytes, int offset, int... wanted) {
        byte[] signature = new byte[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            signature[i] = (byte) wanted[i];
        }
        int end = offset + signature.length;
        return bytes.length >= end && Arrays.equals(bytes, offset, end, signature, 0, signature.length);
    }
}
