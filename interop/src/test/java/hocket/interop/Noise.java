package hocket.interop;

/** Bytes that do not repeat soon and are no UTF-8; the twin of {@code noise} in {@code events.mjs}. */
final class Noise {
    private Noise() {}

    static byte[] of(int length) {
        byte[] bytes = new byte[length];
        int state = 0x9e3779b9 ^ length;
        for (int i = 0; i < length; i++) {
            state = state * 1_664_525 + 1_013_904_223;
            bytes[i] = (byte) (state >>> 24);
        }
        return bytes;
    }
}
