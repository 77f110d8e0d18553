package hocket.core;

import java.util.Arrays;
import java.util.Random;

/** Slips and attacks: bytes changed, added, doubled, cut off. */
public final class Mutation {
    private Mutation() {}

    /** A few of them at random places. */
    public static ByteSlice of(ByteSlice original, Random random) {
        byte[] bytes = original.toByteArray();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = once(bytes, random);
        }
        return ByteSlice.of(bytes);
    }

    private static byte[] once(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(5)) {
            case 0 -> {
                bytes[at] = (byte) random.nextInt(256);
                return bytes;
            }
            case 1 -> {
                bytes[at] = bytes[random.nextInt(bytes.length)];
                return bytes;
            }
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                byte[] longer = new byte[bytes.length + 1];
                System.arraycopy(bytes, 0, longer, 0, at);
                longer[at] = (byte) random.nextInt(256);
                System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                return longer;
            }
            default -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + at);
                System.arraycopy(bytes, 0, longer, bytes.length, at);
                return longer;
            }
        }
    }
}
