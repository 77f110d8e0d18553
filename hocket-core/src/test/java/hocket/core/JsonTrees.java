package hocket.core;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random values of every kind that a packet may hold. */
public final class JsonTrees {
    private static final int MAX_DEPTH = 4;

    private final Random random;
    private int bytesLeft;

    /** With so many binary values at most. */
    public JsonTrees(Random random, int maxBinaries) {
        this.random = random;
        this.bytesLeft = maxBinaries;
    }

    /** A list inside so many others. */
    public List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth < MAX_DEPTH ? 10 : 8)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong() >> random.nextInt(64);
            case 4 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case 5 -> text();
            case 6 -> bytes();
            case 7 -> new BigInteger(random.nextInt(100), random);
            case 8 -> list(depth);
            default -> map(depth);
        };
    }

    private Object bytes() {
        if (bytesLeft-- <= 0) {
            return "no more bytes";
        }
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(text(), value(depth + 1));
        }
        return map;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int[] kinds = {random.nextInt(0x80), random.nextInt(0xd800), 0x1f600, '"', '\\', 0x2028};
            text.appendCodePoint(kinds[random.nextInt(kinds.length)]);
        }
        return text.toString();
    }
}
